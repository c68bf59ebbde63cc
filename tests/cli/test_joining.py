"""A partner and a ZVH join a network that runs, with one command and without a restart, and one leaves it again; meanwhile work goes on."""

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import nats.errors
import yaml
from cli.conftest import User
from nats.aio.client import Client

from levensloop.contracts.answer import Answer
from levensloop.infra.messaging import client
from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.topology_file import load_topology
from support.samples.inclusion import SAMPLE_REPORT
from support.waiting import eventually

ZVH, NEW_ZVH, OM, GEMEENTE = "zvh-haaglanden", "zvh-rotterdam", "om-haaglanden", "gemeente-den-haag"
REPORT = SAMPLE_REPORT.model_dump(mode="json")
ON = ("--topology", "network.yaml")


async def test_they_join_and_one_leaves_while_others_work(user: User) -> None:
    everybody = user.home / "everybody.yaml"
    everybody.write_bytes(user.topology.read_bytes())
    _without(everybody, user.topology, GEMEENTE, NEW_ZVH)
    _with_keys(user, "network.yaml")
    hub = user.start_hub()
    node = user.start_zvh(ZVH)
    before = _servers(user)
    nc = await _as(user, OM)
    assert not (user.home / "keys" / f"{GEMEENTE}.crt").exists(), "nothing was made for who joins later"
    stop, given = asyncio.Event(), dict[UUID, Answer]()
    work = asyncio.create_task(_works(nc, OM, given, stop))
    await eventually(lambda: len(given) > 3, "work goes on")

    larger = _and(everybody, user.topology, user.home / "larger.yaml")
    await asyncio.to_thread(_with_keys, user, "larger.yaml")
    said = await asyncio.to_thread(user.run, "topology", "apply", "larger.yaml", *ON)
    assert (said.returncode, "gemeente-den-haag komt erbij" in said.stdout) == (0, True), said.stderr
    newcomer = await _joins(user, GEMEENTE)
    assert (await _reports(newcomer, GEMEENTE, uuid4())).refusal is None
    await asyncio.to_thread(user.start_zvh, NEW_ZVH)
    other, here = await _as(user, NEW_ZVH), await _as(user, ZVH)
    await other.jetstream().publish(f"move.{ZVH}.trial", b"from a new ZVH")
    await eventually(lambda: _holds(here, f"ARRIVALS_{ZVH}"), "what the new ZVH sends arrives")
    await here.jetstream().publish(f"move.{NEW_ZVH}.trial", b"to a new ZVH")
    await eventually(lambda: _holds(other, f"ARRIVALS_{NEW_ZVH}"), "what is sent to the new ZVH arrives")

    _without(larger, user.home / "smaller.yaml", GEMEENTE)
    assert (await asyncio.to_thread(user.run, "topology", "apply", "smaller.yaml", *ON)).returncode == 0
    await eventually(lambda: not newcomer.is_connected, "who left is put out")
    await eventually(lambda: _is_refused(user, GEMEENTE), "who left is told that it is not let in")
    at = len(given)
    await eventually(lambda: work.done() or len(given) > at + 3, "work goes on")

    stop.set()
    await work
    assert all(answer.refusal is None and answer.events for answer in given.values())
    positions = [reference.position for answer in given.values() for reference in answer.events]
    assert len(set(positions)) == len(given), "each command once"
    assert _servers(user).items() >= before.items(), "no server was restarted"
    assert hub.poll() is None
    assert node.poll() is None
    for each in (nc, newcomer, other, here):
        await each.close()


def test_what_is_wrong_is_not_taken(user: User) -> None:
    assert user.run("topology", "keys", "--topology", "network.yaml").returncode == 0
    before = user.topology.read_bytes()
    (user.home / "wrong.yaml").write_text("nodes: []\n")
    said = user.run("topology", "apply", "wrong.yaml", *ON)
    assert (said.returncode, "klopt niet" in said.stderr) == (1, True)
    assert user.topology.read_bytes() == before


def test_the_same_file_once_more_is_seen_by_who_runs_with_it(user: User) -> None:
    """So that it takes over certificates that were replaced: the file is a new one, and says what it said."""
    assert user.run("topology", "keys", "--topology", "network.yaml").returncode == 0
    before, mark = user.topology.read_bytes(), user.topology.stat().st_ino
    said = user.run("topology", "apply", "network.yaml", *ON)
    assert said.returncode == 0, said.stderr
    assert user.topology.read_bytes() == before
    assert user.topology.stat().st_ino != mark


def _without(file: Path, to: Path, *gone: str) -> Path:
    """The same without these organisations, their partners, their nodes and what they witness."""
    raw = yaml.safe_load(file.read_text())
    raw["organisations"] = [o for o in raw["organisations"] if o["id"] not in gone and o.get("zvh") not in gone]
    left = {o["id"] for o in raw["organisations"]}
    for organisation in raw["organisations"]:
        if any(witness not in left for witness in organisation.get("witnesses", ())):
            organisation["witnesses"] = [witness for witness in organisation["witnesses"] if witness in left]
            organisation.pop("quorum", None)
    raw["nodes"] = [n for n in raw["nodes"] if n["name"] in left]
    to.write_text(yaml.safe_dump(raw, allow_unicode=True))
    return to


def _and(everybody: Path, network: Path, to: Path) -> Path:
    """Who is in the network as it stands there, with their keys, and the others of `everybody` as somebody typed them."""
    raw, there = yaml.safe_load(everybody.read_text()), yaml.safe_load(network.read_text())
    known = {o["id"]: o for o in there["organisations"]}
    raw["organisations"] = [known.get(o["id"], o) for o in raw["organisations"]]
    raw["hub"] = there["hub"]
    to.write_text(yaml.safe_dump(raw, allow_unicode=True))
    return to


def _with_keys(user: User, file: str) -> None:
    """As docs/topology.md says it, for who has none yet."""
    for made in (("topology", "keys"), ("keys", "init"), ("topology", "certificates")):
        done = user.run(*made, "--topology", file)
        assert done.returncode == 0, done.stderr


async def _as(user: User, org: str) -> Client:
    topology = load_topology(user.topology)
    here = topology.node(org)
    url = f"nats://{here.listen if here else topology.hub.listen}"
    return await connect(url, credentials(topology, user.home / "keys", org), allow_reconnect=False, error_cb=_quiet)


async def _joins(user: User, org: str) -> Client:
    """Connected, as soon as the hub knows it and its ZVH answers it."""
    found: list[Client] = []

    async def served() -> bool:
        try:
            found[:] = found or [await _as(user, org)]
            await found[0].request(f"cmd.{ZVH}.{org}.inclusion.ReportClient", b"{}", timeout=5)
        except (OSError, nats.errors.Error):  # a server that takes over a configuration may hang up just then
            return False
        return True

    await eventually(served, f"{org} is served")
    return found[0]


async def _is_refused(user: User, org: str) -> bool:
    """Told so; who finds the line closed before it reads that, asks again."""
    try:
        nc = await _as(user, org)
    except OSError:
        return False
    except nats.errors.Error as error:
        return "Authorization Violation" in str(error)
    await nc.close()
    raise AssertionError(f"{org} was let in")


async def _works(nc: Client, org: str, given: dict[UUID, Answer], stop: asyncio.Event) -> None:
    """One report after the other, each until it is answered."""
    while not stop.is_set():
        case = uuid4()
        given[case] = await _reports(nc, org, case)
        await asyncio.sleep(0.2)  # at the pace of people


async def _reports(nc: Client, org: str, case: UUID) -> Answer:
    while True:
        try:
            return await client.command(nc, ZVH, org, "ReportClient", case, "x", REPORT, id=case, patience=5)
        except client.Unanswered:
            await asyncio.sleep(0.05)


async def _holds(nc: Client, stream: str) -> bool:
    return (await nc.jetstream().stream_info(stream)).state.messages > 0


def _servers(user: User) -> dict[int, str]:
    """The nats-servers of this network, by process id."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if words[0].endswith("nats-server") and any(str(user.home) in word for word in words):
            found[int(process.name)] = " ".join(words)
    return found


async def _quiet(error: Exception) -> None:
    """It is raised as well."""
