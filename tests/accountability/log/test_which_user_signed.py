"""WGS-1.8-2: who a user is, and in which function it acts, is held against its grant: what it does is recorded as that of whom the grant
names, and what contradicts the grant is refused, and on record."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from accountability.log.test_every_event_once import records, runners

from levensloop.contracts.accountability import Account
from levensloop.contracts.codec import parse
from levensloop.contracts.consulted import Asker
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.vouched import Vouched
from levensloop.inclusion.app import app
from levensloop.infra.messaging import client
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.credentials import OwnClient
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.directory import directory_of
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys, key_file, read_organisation_keys
from levensloop.infra.users.acting_as import acting_as, hash_of
from levensloop.infra.users.grant import Grant, Scope, new_user_id, sign_grant
from levensloop.infra.users.speaking import SpeakingUser
from levensloop.infra.users.user_file import UserFile, new_seed
from support.messaging import Desk, as_json, serving
from support.policy_world import at_work
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.world import HAAGLANDEN, POLITIE

ONE, OTHER = "7f3a-19c2", "7f3a-20d7"
REPORT = as_json(SAMPLE_REPORT)
Said = tuple[str, str, str, str | None, Vouched | None]
"""Outcome or operation, what, function, person, and how that is known."""


def speaking(network: Network, acts: str | None, org: str = POLITIE) -> tuple[str, SpeakingUser]:
    """The number of a user of this organisation, and how it speaks; in its grant stands as whom it acts."""
    file = UserFile(id=new_user_id(), organisation=org, grant="", seed=new_seed())
    now = datetime.now(UTC)
    grant = Grant(
        id=file.id,
        organisation=org,
        key=file.key,
        signing_key=file.signing_key,
        scope=(Scope.COMMANDS, Scope.QUESTIONS),
        valid_from=now,
        valid_until=now + timedelta(days=1),
        acting_as=None if acts is None else hash_of(acts),
    )
    own = OrganisationKeys(file.signing, ())
    token = sign_grant(grant, read_organisation_keys(key_file(network.keys, org)).signing)
    return file.id, SpeakingUser(org, lambda: own, lambda: directory_of(network.topology), token, acts)


@asynccontextmanager
async def connected(network: Network, who: SpeakingUser) -> AsyncIterator[OwnClient]:
    """Over the organisation's own line: whose connection it is makes no difference to who speaks."""
    nc = await network.connect(who.organisation)
    assert isinstance(nc, OwnClient)
    nc.correspondent = who
    try:
        await Desk(nc, who.organisation).reaches()
        yield nc
    finally:
        await nc.close()


async def accounted(node: Node) -> list[Account]:
    work = runners(node)
    async with at_work(*work):
        await work[0].caught_up()
    return await records(node)


def facts(found: list[Account]) -> list[Said]:
    return sorted(
        ((a.outcome.value, a.what, a.functionary, a.person, a.vouched) for a in found if a.organisation == POLITIE),
        key=str,
    )


async def test_wgs_1_8_2_a_command_is_of_whom_the_grant_names(network: Network, node: Node) -> None:
    case, event = uuid4(), "nl.levensloopaanpak.client-reported.v1"
    number, nameless = speaking(network, None)
    _, one = speaking(network, acting_as(ONE, ["wijkagent"]))
    asked = (
        (one, case, "wijkagent", None),
        (one, case, "wijkagent", ONE),
        (one, case, "wijkagent", OTHER),
        (one, case, "teamchef", None),
        (nameless, uuid4(), "wijkagent", None),
        (nameless, case, "wijkagent", ONE),
    )
    async with serving(network, app):
        answers = []
        for who, about, functionary, person in asked:
            async with connected(network, who) as nc:
                answers.append(
                    await client.command(
                        nc, HAAGLANDEN, POLITIE, "ReportClient", about, functionary, REPORT, person=person
                    )
                )
        found = await accounted(node)

    assert [answer.refusal and answer.refusal.rule for answer in answers] == [
        None, "INV-4", "WGS-1.8-2", "WGS-1.8-2", None, "WGS-1.8-2",
    ]  # fmt: skip
    assert facts(found) == sorted(
        [
            ("done", event, "wijkagent", ONE, Vouched.FUNCTION),
            ("refused", "ReportClient", "wijkagent", ONE, Vouched.FUNCTION),
            ("refused", "ReportClient", "wijkagent", ONE, Vouched.FUNCTION),
            ("refused", "ReportClient", "teamchef", ONE, Vouched.PERSON),
            ("done", event, "wijkagent", number, Vouched.PERSON),
            ("refused", "ReportClient", "wijkagent", number, Vouched.PERSON),
        ],
        key=str,
    )
    stored = [m for store in (node.log.store, node.accounts.store) for m in await store.load(">")]
    assert not [m for m in stored for name in (ONE, OTHER, number) if name.encode() in m.data or name in m.subject]
    assert [parse(m.data).vouched for m in await node.log.store.load("es.>")] == [Vouched.FUNCTION, Vouched.PERSON]


async def test_wgs_1_8_2_a_question_is_of_whom_the_grant_names(network: Network, node: Node) -> None:
    case = uuid4()
    _, one = speaking(network, acting_as(ONE, ["wijkagent"]))
    async with serving(network, app), connected(network, one) as nc:
        for by in (
            Asker(functionary="wijkagent"),
            Asker(functionary="wijkagent", person=OTHER),
            Asker(functionary="chef"),
        ):
            answer = await client.ask(nc, HAAGLANDEN, POLITIE, "inclusion", "case", {"case": str(case)}, by=by)
            assert isinstance(answer, Refusal)
    assert [(a.rule, a.functionary, a.person, a.vouched) for a in await records(node)] == [
        ("INV-6", "wijkagent", ONE, Vouched.FUNCTION),
        ("WGS-1.8-2", "wijkagent", ONE, Vouched.FUNCTION),
        ("WGS-1.8-2", "chef", ONE, Vouched.PERSON),
    ]


async def test_wgs_1_8_2_at_a_zvh_too_it_is_the_user_that_looks(network: Network, node: Node) -> None:
    case = uuid4()
    _, director = speaking(network, acting_as(ONE, ["procesregisseur"]), HAAGLANDEN)
    _, one = speaking(network, acting_as(OTHER, ["wijkagent"]))
    async with serving(network, app):
        async with connected(network, one) as nc:
            await client.command(nc, HAAGLANDEN, POLITIE, "ReportClient", case, "wijkagent", REPORT)
        async with connected(network, director) as nc:
            for functionary in ("procesregisseur", "fg"):
                by = Asker(functionary=functionary)
                await client.ask(nc, HAAGLANDEN, HAAGLANDEN, "inclusion", "case", {"case": str(case)}, by=by)
    assert [(a.operation.value, a.case, a.functionary, a.person, a.vouched) for a in await records(node)] == [
        ("consult", case, "procesregisseur", ONE, Vouched.FUNCTION),
        ("refuse", case, "fg", ONE, Vouched.PERSON),
    ]
