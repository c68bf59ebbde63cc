"""From events in the log of a node, by the records that its accountability service makes of them, to what an auditor is answered."""

from datetime import date, timedelta
from uuid import uuid4

from levensloop.audit.asking.inquiry import QUESTIONS, asked
from levensloop.audit.asking.results import OUTSIDE
from levensloop.audit.asking.rows import Indexed
from levensloop.audit.asking.stays import MEMBER, STILL
from levensloop.audit.policies import audit_policies
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.plan import WlzChecked
from levensloop.contracts.events.retention import CaseDestroyed, RetentionExtended, ReturnEnded
from levensloop.contracts.events.third_parties import (
    AdmissionAgreed,
    AdmissionObjected,
    ResultGiven,
    ThirdPartyAdmissionExpired,
    ThirdPartyAdmissionWithdrawn,
)
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.retention import KeepingGround
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import PolicyRunner
from support.messaging import log_given
from support.policy_world import QUICK, at_work
from support.samples.disclosure import condition_lifted, condition_set, objected, objection_withdrawn, provision_refused
from support.samples.inclusion import client_excluded, direction_transferred, joined, partner_left, reported_case
from support.samples.third_parties import LAST_DAY, SAMPLE_GIVING, third_party_admitted, took_effect
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, OM, POLITIE, actor

Answered = list[dict[str, str]]
BY = actor(HAAGLANDEN, CHAIR)


async def records(node: Node, *events: DomainEvent) -> list[Indexed]:
    """What the service accounts for of a case with these events."""
    await log_given(node, uuid4(), *events)
    work = PolicyRunner(audit_policies(node)[0], node.dead, QUICK)
    async with at_work(work):
        await work.caught_up()
    kept = await node.accounts.read(await node.accounts.store.load(subjects.ALL_AUDIT))
    return [Indexed(index, one.account) for index, one in enumerate(kept)]


def answered(name: str, found: list[Indexed]) -> Answered:
    question = QUESTIONS[name]
    return [dict(zip(question.columns, row.cells, strict=True)) for row in asked(question, found)]


def given_outside() -> ResultGiven:
    return ResultGiven(
        at=NOW,
        by=BY,
        giving=1,
        feedback_before=LAST_DAY,
        **{**dict(SAMPLE_GIVING), "heard": (POLITIE, OM), "agreed_by": (OM,), "deciders": (GEMEENTE,)},
    )


async def test_wgs_2_31_11_to_whom_a_result_went_and_by_whose_agreement(node: Node) -> None:
    """WGS-2.31-11, WGS-1.7-3: in closed forms; necessity, and the name outside the network, are in the event alone."""
    given = given_outside()
    found = await records(node, given)
    (row,) = answered("resultaten", found)
    assert (row["derde of leverancier"], row["nummer"], row["artikel"]) == (OUTSIDE, "1", "WGS-2.31-11")
    assert (row["RAC-toets"], row["gehoord, geen bezwaar"]) == (given.rac_reference, f"{POLITIE}, {OM}")
    assert (row["ingestemd"], row["besloten door"], row["categorieën"]) == (OM, GEMEENTE, "huisvesting")
    (seen,) = answered("gezien", found)
    assert (seen["organisatie"], seen["hoedanigheid"]) == (OUTSIDE, "ontvanger")
    clear = b"".join(message.data for message in await node.accounts.store.load(subjects.ALL_AUDIT)).decode()
    assert given.rac_reference in clear
    assert not [text for text in (given.recipient, given.necessity, given.provided) if text in clear]


async def test_wgs_1_7_2_what_stood_in_the_way_of_a_third_party_or_allowed_it(node: Node) -> None:
    """WGS-1.7-2, WGS-2.31-9."""
    decided = third_party_admitted(organisation=OM, heard=(POLITIE,))
    agreed = AdmissionAgreed(at=NOW, by=actor(POLITIE), admission=1, supplier=POLITIE)
    against = AdmissionObjected(at=NOW, by=actor(GEMEENTE), admission=1, reason="Dit is niet nodig.")
    found = await records(node, decided, agreed, against)
    admitted, agrees, objects = answered("resultaten", found)
    assert (admitted["derde of leverancier"], admitted["RAC-toets"]) == (OM, decided.rac_reference)
    assert (admitted["gehoord, geen bezwaar"], admitted["besloten door"]) == (POLITIE, GEMEENTE)
    assert (agrees["ingestemd"], agrees["nummer"]) == (POLITIE, "1")
    assert (objects["organisatie"], objects["wat"]) == (GEMEENTE, "bezwaar tegen toelating")


async def test_wgs_2_29_3_which_conditions_were_set_and_lifted_by_their_numbers(node: Node) -> None:
    """WGS-2.29-3, WGS-1.7-1, WGS-1.5-1."""
    said = (
        condition_set(supplier=OM, number=3),
        condition_lifted(supplier=OM, number=3),
        objected(supplier=OM, number=2),
        objection_withdrawn(supplier=OM, number=2),
        provision_refused(by=POLITIE, number=7),
    )
    rows = answered("voorwaarden", await records(node, *said))
    assert [(row["organisatie"], row["nummers"], row["wat ervan kwam"]) for row in rows] == [
        (OM, "3", "gesteld"),
        (OM, "3", "opgeheven"),
        (OM, "2", "bezwaar gemaakt"),
        (OM, "2", "bezwaar ingetrokken"),
        (POLITIE, "7", "niet verstrekt"),
        (OM, "3", "nageleefd: er ging niets tegenin"),
        (OM, "2", "nageleefd: er ging niets tegenin"),
    ]
    assert [row["artikel of regel"] for row in rows][:5:2] == ["WGS-2.29-3", "WGS-1.7-1", "WGS-1.5-1"]


async def test_wgs_2_29_3_the_records_say_what_a_condition_is_about_and_whom_it_excludes(node: Node) -> None:
    """WGS-2.29-3: what is judged by stands in closed forms; what went to the one excluded after it is found."""
    only = Recipients(organisations=(GEMEENTE,), roles=(Role.GGD,))
    said = condition_set(supplier=OM, number=1, only_to=only, not_to=None, until=date(2040, 1, 1))
    found = await records(node, said)
    assert found[-1].account.codes == (
        f"supplier:{OM}",
        "about:health",
        f"only-to:{GEMEENTE}",
        "only-to-role:ggd",
        "until:2040-01-01",
    )
    at, case = found[-1].account.at + timedelta(hours=1), found[-1].account.case
    went = found[-1].account.model_copy(
        update={"operation": Operation.DISCLOSE, "what": WlzChecked.wire_name(), "covers": (), "case": case, "at": at}
    )
    for to, verdict in ((POLITIE, "niet in orde"), (GEMEENTE, "in orde")):
        letter = went.model_copy(update={"to": to, "categories": (Category.HEALTH,), "conditions": ()})
        assert answered("voorwaarden", [*found, Indexed(9, letter)])[-1]["oordeel"] == verdict


async def test_wgs_1_8_7_an_extension_says_until_when(node: Node) -> None:
    """WGS-1.8-7."""
    until = date(2040, 1, 1)
    extended = RetentionExtended(at=NOW, by=BY, proposal=1, until=until, ground=KeepingGround.LEGAL_CLAIM)
    (row,) = answered("bewaren", await records(node, *reported_case(), extended))
    assert row["uiterlijk tot en met"].endswith("01-01-2040")
    assert row["verlengd"].endswith("tot en met 01-01-2040")


async def test_wgs_2_31_9_a_third_party_is_in_the_case_as_long_as_its_admission(node: Node) -> None:
    """WGS-2.31-9, WGS-2.31-4."""
    first, second = (third_party_admitted(organisation=OM, admission=number) for number in (1, 2))
    expired = ThirdPartyAdmissionExpired(at=NOW, by=BY, admission=1, organisation=OM, until=LAST_DAY)
    withdrawn = ThirdPartyAdmissionWithdrawn(at=NOW, by=BY, admission=2, organisation=OM, reason="Niet meer nodig.")
    in_team = joined(OM)
    events = (first, took_effect(first), in_team, second, withdrawn, partner_left(OM, Role.OM), expired)
    found = await records(node, *events)
    member, third = answered("toegelaten", found)
    assert [(row["organisatie"], row["als"]) for row in (member, third)] == [(OM, MEMBER), (OM, "derde, toelating 1")]
    assert STILL not in (member["tot"], third["tot"])
    spans = [row.of for row in asked(QUESTIONS["toegelaten"], found)]
    assert spans == [(2, 5), (1, 6)], (
        "the second admission never took effect: it let nobody in, and its end ends no other"
    )


async def test_wgs_2_31_8_a_closed_case_is_shielded_and_nobody_is_in_it(node: Node) -> None:
    """WGS-2.31-8, WGS-1.8-7."""
    later = NOW + timedelta(days=1)
    back = RetentionExtended(
        at=later, by=BY, proposal=1, until=date(2031, 1, 1), ground=next(iter(KeepingGround)), back=True
    )
    ended, gone = ReturnEnded(at=later, by=BY), CaseDestroyed(at=later, by=BY, entries=1)
    found = await records(node, *reported_case(), joined(POLITIE), client_excluded(), back, ended, gone)
    first = len(found) - 5
    stays = [row.of for row in asked(QUESTIONS["toegelaten"], found)]
    assert stays == [(first, first + 1), (first + 2, first + 3)], "again inside while it was to be seen again"
    (row,) = answered("bewaren", found)
    assert row["gesloten of overgedragen"] != "nee"
    assert row["afgeschermd"].count("vanaf") == 2
    assert row["afgeschermd"].count("tot") == 1
    assert "nee" not in (row["verlengd"], row["vernietigd"])


async def test_ext_3_a_report_that_does_not_fit_closes_the_case_too(node: Node) -> None:
    """EXT-3."""
    unfit = PurposeAssessed(at=NOW, by=actor(GEMEENTE), fits=False, purpose="Geen.", reasoning="Het past niet.")
    (row,) = answered("bewaren", await records(node, *reported_case(), unfit))
    assert "nee" not in (row["gesloten of overgedragen"], row["afgeschermd"])


async def test_mov_7_the_copy_of_who_hands_a_case_over_is_shielded(node: Node) -> None:
    """MOV-7."""
    (row,) = answered("bewaren", await records(node, *reported_case(), direction_transferred(NOW)))
    assert row["afgeschermd"].startswith("vanaf")
    assert "tot" not in row["afgeschermd"]
