"""The questions that the WGS makes an auditor ask, answered from records alone; what is not in order is said to be not in order."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from accountability.test_records_in_the_log import account

from levensloop.audit.asking.inquiry import QUESTIONS, asked
from levensloop.audit.asking.restricting import SAID
from levensloop.audit.asking.rows import Indexed
from levensloop.audit.asking.stays import STILL
from levensloop.audit.records.operations import operation_of
from levensloop.contracts.accountability import Account, Capacity, Covered, LogPurpose, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events import disclosure, handover, inclusion, plan, retention, signals, third_parties
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role
from support.samples.world import HAAGLANDEN, OM, POLITIE, ROTTERDAM

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CASE = uuid4()


def of_event(kind: type[DomainEvent], by: str = HAAGLANDEN, to: str | None = None, **facts: object) -> Account:
    """The record of such an event itself."""
    covers = (Covered(stream=f"LOG_{HAAGLANDEN}", position=1, subject="es.x", digest="0" * 64),)
    return account(CASE, what=kind.wire_name(), organisation=by, to=to, covers=covers, **facts)


def log(*accounts: Account) -> list[Indexed]:
    """In this order, a minute apart."""
    return [
        Indexed(index, one.model_copy(update={"at": BEGIN + timedelta(minutes=index)}))
        for index, one in enumerate(accounts)
    ]


def cells(question: str, records: Sequence[Indexed], size: int | None = None) -> list[dict[str, str]]:
    found = QUESTIONS[question]
    rows = list(asked(found, records, size))
    assert all(len(row.cells) == len(found.columns) for row in rows)
    assert all(row.of and set(row.of) <= {record.index for record in records} for row in rows), "each rests on a record"
    return [dict(zip(found.columns, row.cells, strict=True)) for row in rows]


REPORT = of_event(inclusion.ClientReported, POLITIE, categories=(Category.IDENTITY, Category.POLICE))
PURPOSE = of_event(inclusion.PurposeAssessed, POLITIE, operation=Operation.AUTHORISE)
SUPPLIED = of_event(plan.WlzChecked, OM, categories=(Category.JUSTICE,))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_nothing_of_an_empty_log(name: str) -> None:
    assert not list(asked(QUESTIONS[name], []))


def test_wgs_1_8_5_the_purpose_came_before_the_data_of_partners() -> None:
    """WGS-1.8-5, WGS-2.25."""
    (row,) = cells("doel", log(REPORT, PURPOSE, SUPPLIED))
    assert (row["oordeel"], row["door"]) == ("in orde", POLITIE)
    (row,) = cells("doel", log(REPORT, SUPPLIED, PURPOSE))
    assert row["oordeel"] == "niet in orde"
    (row,) = cells("doel", log(REPORT, SUPPLIED))
    assert (row["oordeel"], row["doel bepaald"]) == ("niet in orde", "nee")
    assert cells("doel", log(REPORT)) == [], "a report by itself asks for no purpose yet"


def test_wgs_1_8_2_who_saw_what_in_which_capacity_and_under_which_authorisation() -> None:
    """WGS-1.8-2."""
    consult = account(
        CASE, operation=Operation.CONSULT, what="inclusion.case", organisation=HAAGLANDEN, capacity=Capacity.TESTING
    )
    letter = account(CASE, operation=Operation.DISCLOSE, organisation=HAAGLANDEN, to=POLITIE, ground="good-care")
    refused = account(CASE, operation=Operation.DISCLOSE, outcome=Outcome.REFUSED, to=OM)
    looked, got = cells("gezien", log(consult, letter, refused, REPORT))
    assert (looked["hoedanigheid"], looked["wat"]) == ("toetsend", "casus: stand en team")
    assert looked["autorisatie"] == consult.authorisation
    assert (got["organisatie"], got["hoedanigheid"], got["grond"]) == (POLITIE, "ontvanger", "goed hulpverlenerschap")


def test_wgs_1_5_1_who_gave_which_category() -> None:
    nothing = of_event(signals.ScenarioEnded, OM, operation=Operation.ALTER, categories=(Category.STAFF,))
    first, second = cells("gegeven", log(REPORT, nothing, SUPPLIED))
    assert (first["organisatie"], first["categorieën"]) == (POLITIE, "identiteit en contact, politiegegevens")
    assert (second["organisatie"], second["categorieën"]) == (OM, "justitiële gegevens")


def test_what_was_refused_and_by_which_rule() -> None:
    withheld = account(
        CASE, operation=Operation.REFUSE, outcome=Outcome.REFUSED, to=OM, rule="WGS-1.7-1", conditions=("3",)
    )
    (row,) = cells("geweigerd", log(REPORT, withheld))
    assert (row["aan"], row["voorwaarden"]) == (OM, "3")
    assert row["waarom"] == "wie het gaf maakt bezwaar tegen doorgeven (WGS-1.7-1)"


def test_wgs_2_29_3_which_conditions_were_set_and_were_they_kept() -> None:
    made = of_event(disclosure.ConditionsSet, operation=Operation.OBJECT, conditions=("1",))
    kept = account(CASE, operation=Operation.REFUSE, outcome=Outcome.REFUSED, to=OM, conditions=("1",))
    went = account(CASE, operation=Operation.DISCLOSE, to=OM, conditions=("1",))
    rows = cells("voorwaarden", log(made, kept, went, REPORT))
    assert [row["wat ervan kwam"] for row in rows][:3] == ["gesteld", "nageleefd: ingehouden", "meegegaan"]
    assert {row["nummers"] for row in rows} == {"1"}


def test_wgs_1_7_1_all_that_somebody_says_against_passing_on_has_a_word_of_its_own() -> None:
    """WGS-1.7-1: a kind of event that objects is one of the answers to the question."""
    objects = [kind for kind in EVENTS.values() if operation_of(kebab(kind.__name__)) is Operation.OBJECT]
    assert objects
    assert set(objects) <= SAID.keys()


def test_wgs_2_31_4_who_was_let_in_from_when_to_when() -> None:
    """WGS-2.31-4."""
    joined, left = of_event(inclusion.PartnerJoined, to=OM), of_event(inclusion.PartnerLeft, to=OM)
    stays = of_event(inclusion.PartnerJoined, to=POLITIE)
    gone, still = cells("toegelaten", log(joined, stays, left))
    assert (gone["organisatie"], gone["van"], gone["tot"]) == (OM, "02-03-2026 10:00:00", "02-03-2026 10:02:00")
    assert (still["organisatie"], still["tot"]) == (POLITIE, STILL)
    (moved,) = cells("toegelaten", log(stays, of_event(handover.DirectionTransferred)))
    assert moved["tot"] == "02-03-2026 10:01:00", "with the move the team of the old region ends"
    (closed,) = cells("toegelaten", log(stays, of_event(inclusion.ClientExcluded)))
    assert closed["tot"] == "02-03-2026 10:01:00", "of a closed case nobody is in the team"


def test_wgs_2_31_9_of_two_admissions_of_one_third_party_the_next_takes_the_place_of_the_first() -> None:
    """WGS-2.31-9."""
    first, second = (
        of_event(third_parties.ThirdPartyAdmissionTookEffect, to=OM, codes=(f"admission:{number}",))
        for number in (1, 2)
    )
    rows = cells("toegelaten", log(first, second))
    assert [(row["als"], row["tot"]) for row in rows] == [
        ("derde, toelating 1", "02-03-2026 10:01:00"),
        ("derde, toelating 2", STILL),
    ]
    letter = account(CASE, operation=Operation.DISCLOSE, what=first.what, organisation=HAAGLANDEN, to=POLITIE)
    assert len(cells("resultaten", log(first, letter))) == 1, "what was told of it is no result"


def test_wgs_2_31_8_who_left_a_closed_case_is_told_of_once() -> None:
    """WGS-2.31-8: the stay ended when it closed, or when it was destroyed."""
    came, left = of_event(inclusion.PartnerJoined, to=OM), of_event(inclusion.PartnerLeft, to=OM)
    (row,) = cells("toegelaten", log(came, of_event(inclusion.ClientDied), left))
    assert row["tot"] == "02-03-2026 10:01:00"
    (row,) = cells("toegelaten", log(came, of_event(retention.DestructionOrdered)))
    assert row["tot"] == "02-03-2026 10:01:00"


def test_what_goes_to_another_zvh_is_seen_there_by_the_record_of_the_message() -> None:
    event = of_event(handover.CaseReleased, operation=Operation.DISCLOSE)
    message = account(CASE, operation=Operation.DISCLOSE, organisation=HAAGLANDEN, to=ROTTERDAM)
    assert [row["organisatie"] for row in cells("gezien", log(event, message))] == [ROTTERDAM]


def test_wgs_2_28_the_move_did_hit_or_no_hit_first() -> None:
    """WGS-2.28."""
    announced, answered = of_event(handover.MoveAnnounced), of_event(handover.IdentityAnswered, ROTTERDAM)
    released = of_event(handover.CaseReleased)
    assert cells("verhuizing", log(announced, answered, released))[-1]["oordeel"] == "in orde"
    assert cells("verhuizing", log(announced, released, answered))[1]["oordeel"] == "niet in orde"
    again = cells("verhuizing", log(announced, answered, announced, released))
    assert again[-1]["oordeel"] == "niet in orde", "the answer of an earlier move does not count"
    withdrawn = cells("verhuizing", log(announced, answered, released, of_event(handover.IdentityWithdrawn)))
    assert (withdrawn[-1]["stap"], withdrawn[-1]["oordeel"]) == ("identiteit ingetrokken", "")


def test_wgs_2_28_at_the_zvh_that_receives_the_answer_comes_before_the_history() -> None:
    """What came along with the case is no new move, and no data of a partner that came before the purpose."""
    along: dict[str, Any] = {"role": Role.ZVH, "operation": Operation.COLLECT, "categories": (Category.HEALTH,)}
    presented = of_event(handover.IdentityPresented, ROTTERDAM, **along)
    answered = of_event(handover.IdentityAnswered)
    history = [of_event(kind, ROTTERDAM, **along) for kind in (inclusion.ClientReported, plan.WlzChecked)]
    history += [of_event(kind, ROTTERDAM, **along) for kind in (inclusion.PurposeAssessed, handover.MoveAnnounced)]
    records = log(presented, answered, *history, of_event(handover.CaseReleased, ROTTERDAM, **along))
    assert cells("verhuizing", records)[-1]["oordeel"] == "in orde"
    assert [row["oordeel"] for row in cells("doel", records)] == ["niet te beoordelen"], "it does not say who did it"


def test_wgs_1_8_7_first_processing_closing_and_destruction() -> None:
    destroyed = of_event(retention.CaseDestroyed, operation=Operation.ERASE)
    (row,) = cells("bewaren", log(REPORT, of_event(inclusion.ClientExcluded), destroyed))
    assert row["eerst verwerkt"] == "02-03-2026 10:00:00"
    assert row["gesloten of overgedragen"] == "02-03-2026 10:01:00"
    assert row["afgeschermd"] == "vanaf 02-03-2026 10:01:00"
    assert row["vernietigd"] == "02-03-2026 10:02:00"
    (open_still,) = cells("bewaren", log(REPORT))
    assert (open_still["afgeschermd"], open_still["vernietigd"]) == ("nee", "nee")


def test_mov_7_of_a_case_that_came_here_the_history_shields_nothing() -> None:
    """MOV-7: it was shielded where it came from, and may be seen here; until it goes on to yet another region."""
    along: dict[str, Any] = {"role": Role.ZVH, "operation": Operation.COLLECT}
    history = [of_event(inclusion.ClientReported, ROTTERDAM, **along)]
    history += [of_event(handover.MoveAnnounced, ROTTERDAM, HAAGLANDEN, **along)]
    arrived = of_event(handover.DirectionTransferred, HAAGLANDEN, HAAGLANDEN)
    received = (of_event(handover.IdentityPresented, ROTTERDAM, **along), of_event(handover.CaseStreamReceived))
    (here,) = cells("bewaren", log(*received, *history, arrived))
    assert (here["afgeschermd"], here["gesloten of overgedragen"]) == ("nee", "nee")
    gone = of_event(handover.DirectionTransferred, ROTTERDAM, ROTTERDAM, **along)
    (away,) = cells("bewaren", log(*received, *history, arrived, gone))
    assert away["afgeschermd"] == away["gesloten of overgedragen"].join(("vanaf ", ""))
    assert cells("toegelaten", log(of_event(inclusion.PartnerJoined, ROTTERDAM, OM, **along))) == []


def test_mov_6_a_move_that_was_withdrawn_after_the_release_shields_the_copy_here() -> None:
    """MOV-6, MOV-7: while something was held, which its end would have stood behind."""
    along: dict[str, Any] = {"role": Role.ZVH, "operation": Operation.COLLECT}
    history = [of_event(inclusion.ClientReported, ROTTERDAM, **along)]
    history += [of_event(handover.MoveAnnounced, ROTTERDAM, HAAGLANDEN, **along)]
    withdrawn = of_event(handover.IdentityWithdrawn, ROTTERDAM, HAAGLANDEN, **along)
    received = (of_event(handover.IdentityPresented, ROTTERDAM, **along), of_event(handover.CaseStreamReceived))
    (here,) = cells("bewaren", log(*received, *history, withdrawn))
    assert here["afgeschermd"].startswith("vanaf ")


def test_wgs_1_8_4_who_read_the_log_and_for_which_purpose() -> None:
    read = account(operation=Operation.READ_LOG, what="audit.bundle", log_purpose=LogPurpose.LAWFULNESS)
    (row,) = cells("logboek", log(REPORT, read))
    assert (row["hulpmiddel"], row["doel"]) == ("bundel voor een auditor", "toetsen van rechtmatigheid")


def test_as_the_log_said_it_when_it_had_so_many_records() -> None:
    left = of_event(inclusion.PartnerLeft, to=OM)
    records = log(of_event(inclusion.PartnerJoined, to=OM), left)
    (then,) = cells("toegelaten", records, 1)
    assert then["tot"] == STILL
    assert cells("toegelaten", records, 0) == []


def test_cases_are_not_mixed_up() -> None:
    other: UUID = uuid4()
    elsewhere = of_event(inclusion.PurposeAssessed).model_copy(update={"case": other})
    (row,) = cells("doel", log(elsewhere, REPORT, SUPPLIED))[1:]
    assert (row["casus"], row["oordeel"]) == (str(CASE), "niet in orde")
