"""PLN-5, EXT-2, MOV-2 at a prompt: a document in a file that only its owner can read, or why not."""

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cli.at_work import at_work
from cli.conftest import User
from documents.given import excluded, with_two_plans
from documents.reading import Logged, pages

from levensloop.cli.out_file import write
from levensloop.infra.messaging.node import connected
from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.topology_file import load_topology
from support.messaging import Desk, log_given
from support.samples.world import HAAGLANDEN, POLITIE, PROVIDER

ON = ("--topology", "network.yaml", "--node", HAAGLANDEN)


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    """Somebody with a hub and the node of ZVH Haaglanden running, which the provider can reach."""
    with at_work(tmp_path_factory.mktemp("documents")) as somebody:
        yield somebody


@pytest.fixture(scope="module")
def case(user: User) -> UUID:
    """A case with two versions of a plan."""
    return in_the_log(user, with_two_plans())


@pytest.fixture(scope="module")
def closed(user: User) -> UUID:
    """The same, and the decision to exit."""
    return in_the_log(user, excluded())


def in_the_log(user: User, events: Logged) -> UUID:
    """A case of these events, once the provider can ask for its documents."""
    number, keys, topology = uuid4(), user.home / "keys", load_topology(user.topology)
    node = topology.node(HAAGLANDEN)
    assert node is not None

    async def log() -> None:
        async with connected(
            topology, HAAGLANDEN, f"nats://{node.listen}", credentials(topology, keys, HAAGLANDEN), keys
        ) as here:
            await log_given(here, number, *(recorded.event for recorded in events))
        nc = await connect(f"nats://{topology.hub.listen}", credentials(topology, keys, PROVIDER))
        try:
            await Desk(nc, PROVIDER).reaches("documents")
        finally:
            await nc.close()

    asyncio.run(log())
    return number


def test_pln_5_a_version_of_the_plan(user: User, case: UUID) -> None:
    result = user.run("document", "plan", *ON, "--case", str(case), "--version", "1", "--out", "plan.pdf")

    assert result.returncode == 0, result.stderr
    assert result.stdout == f"levensloopplan-{case}-v1.pdf staat in plan.pdf.\n"
    assert "Levensloopplan" in pages(_read(user, "plan.pdf"))[0]
    assert stat.S_IMODE((user.home / "plan.pdf").stat().st_mode) == 0o600


def test_ext_2_the_exit_decision_as_the_provider(user: User, closed: UUID) -> None:
    result = user.run("document", "exclusion", *ON, "--as", PROVIDER, "--case", str(closed), "--out", "besluit.pdf")

    assert result.returncode == 0, result.stderr
    assert "Exclusiebesluit" in pages(_read(user, "besluit.pdf"))[0]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("transfer",), "Geweigerd (MOV-1)"),
        (("transfer", "--as", PROVIDER), "Geweigerd (MOV-2)"),
        (("plan", "--version", "7"), "Versie 7 van het levensloopplan is er niet; de laatste is 2."),
        (("plan", "--version", "0"), "De waarde van --version klopt niet;"),
        (("plan", "--as", "niemand"), "staat niet in de topologie"),
    ],
)
def test_what_is_refused_says_why_and_leaves_no_file(user: User, case: UUID, given: tuple[str, ...], says: str) -> None:
    name, *more = given
    result = user.run("document", name, *ON, "--case", str(case), "--out", "geweigerd.pdf", *more)

    assert result.returncode != 0
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert not (user.home / "geweigerd.pdf").exists()


@pytest.mark.parametrize(("given", "rule"), [(("--as", PROVIDER), "PLN-5"), ((), "EXT-3")])
def test_ext_3_of_a_closed_case_nobody_gets_the_plan(
    user: User, closed: UUID, given: tuple[str, ...], rule: str
) -> None:
    result = user.run("document", "plan", *ON, "--case", str(closed), "--out", "geweigerd.pdf", *given)

    assert result.returncode == 1
    assert f"Geweigerd ({rule})" in result.stderr
    assert not (user.home / "geweigerd.pdf").exists()


def test_a_partner_has_no_cases_to_make_documents_of(user: User, case: UUID) -> None:
    on = ("--topology", "network.yaml", "--node", POLITIE)
    result = user.run("document", "plan", *on, "--case", str(case), "--out", "plan.pdf")

    assert result.returncode == 1
    assert "geen Zorg- en Veiligheidshuis" in result.stderr


def test_a_place_that_cannot_be_written_is_said(user: User, case: UUID) -> None:
    result = user.run("document", "plan", *ON, "--case", str(case), "--out", "er/is/niets/plan.pdf")

    assert result.returncode == 1
    assert "er/is/niets/plan.pdf is niet te schrijven" in result.stderr


def _read(user: User, name: str) -> bytes:
    return Path(user.home / name).read_bytes()


def test_over_a_file_that_others_could_read_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    there = tmp_path / "plan.pdf"
    there.write_bytes(b"what was there before")
    there.chmod(0o644)

    write(there, b"%PDF")

    assert (there.read_bytes(), stat.S_IMODE(there.stat().st_mode)) == (b"%PDF", 0o600)
