"""What is said to be in order was looked at; what is not in order says why; what the log cannot tell is said not to be judged."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from accountability.asking.test_the_questions import BEGIN, CASE, PURPOSE, REPORT, SUPPLIED, cells, log, of_event
from accountability.test_records_in_the_log import account

from levensloop.audit.asking.rows import Indexed
from levensloop.audit.asking.supplying import NOT_BOUND
from levensloop.contracts.accountability import Account, Covered, Operation, Origin, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.events import disclosure, handover, inclusion, plan, retention, third_parties
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Fact, GroundKind
from levensloop.contracts.restrictions import CONDITION, OBJECTION
from levensloop.contracts.roles import Role, WgsStanding
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, OM, POLITIE, ROTTERDAM

RIGHT, WRONG, UNKNOWN = "in orde", "niet in orde", "niet te beoordelen"
ANNOUNCED, ANSWERED = of_event(handover.MoveAnnounced), of_event(handover.IdentityAnswered, ROTTERDAM)
ASKED = of_event(handover.SupplierAgreementAsked, codes=("move:1", f"supplier:{POLITIE}"))
AGREED = of_event(handover.SupplierAgreed, POLITIE, codes=("move:1", f"supplier:{POLITIE}"))
DECLINED = of_event(handover.SupplierDeclined, POLITIE, codes=("move:1", f"supplier:{POLITIE}"))
RELEASED = of_event(handover.CaseReleased, codes=("move:1",))


def letter(to: str, of: str = OM, categories: Sequence[Category] = (Category.JUSTICE,), **changes: object) -> Account:
    covers = (Covered(stream=f"OUT_{HAAGLANDEN}", position=1, subject="out.x", digest="0" * 64),)
    what = plan.WlzChecked.wire_name()
    found = account(CASE, operation=Operation.DISCLOSE, what=what, organisation=of, to=to, covers=covers)
    return found.model_copy(update={"to_role": Role.POLITIE, "categories": tuple(categories), **changes})


def sent(article: str = "WGS-2.28") -> Account:
    covers = (Covered(stream=f"MOVE_{HAAGLANDEN}", position=1, subject="move.x", digest="0" * 64),)
    found = account(CASE, operation=Operation.DISCLOSE, organisation=HAAGLANDEN, to=ROTTERDAM, article=article)
    return found.model_copy(update={"covers": covers, "codes": ("move:1",)})


def along(record: Account, at: datetime, zvh: str = ROTTERDAM) -> Account:
    """As it stands at the ZVH that received the case of `zvh`."""
    origin = Origin(organisation=record.organisation, at=at, standing=WgsStanding.PUBLIC)
    handed = {"organisation": zvh, "role": Role.ZVH, "operation": Operation.COLLECT, "origin": origin}
    return record.model_copy(update=handed)


def verdicts(question: str, *records: Account | Indexed) -> list[str]:
    found = log(*records) if isinstance(records[0], Account) else records  # type: ignore[arg-type]
    return [row["oordeel"] for row in cells(question, found) if row["oordeel"]]  # type: ignore[arg-type]


def test_wgs_2_28_4_a_supplier_that_declined_or_never_answered_is_not_passed_over() -> None:
    assert verdicts("verhuizing", ANNOUNCED, ANSWERED, ASKED, AGREED, RELEASED) == [RIGHT]
    assert verdicts("verhuizing", ANNOUNCED, ANSWERED, ASKED, DECLINED, AGREED, RELEASED) == [RIGHT]
    for records, why in (((ASKED,), "antwoordde niet"), ((ASKED, DECLINED), "stemde niet in")):
        (row,) = [r for r in cells("verhuizing", log(ANNOUNCED, ANSWERED, *records, RELEASED)) if r["oordeel"]]
        assert row["oordeel"] == WRONG
        assert row["waarom"] == f"{POLITIE} {why}"


def test_wgs_2_28_4_who_gave_special_data_and_was_never_asked() -> None:
    health = of_event(plan.WlzChecked, OM, categories=(Category.HEALTH,))
    (row,) = [r for r in cells("verhuizing", log(health, ANNOUNCED, ANSWERED, RELEASED)) if r["oordeel"]]
    assert (row["oordeel"], OM in row["waarom"]) == (WRONG, True)
    inside = of_event(plan.SituationAssessed, categories=(Category.HEALTH,), codes=(f"supplier:{POLITIE}",))
    assert verdicts("verhuizing", inside, ANNOUNCED, ANSWERED, RELEASED) == [WRONG]
    assert verdicts("verhuizing", inside, ANNOUNCED, ANSWERED, ASKED, AGREED, RELEASED) == [RIGHT]


def test_wgs_2_28_what_went_before_the_answer_or_the_release_is_found_also_recorded_out_of_turn() -> None:
    early = sent()
    assert verdicts("verhuizing", ANNOUNCED, early, ANSWERED, RELEASED) == [RIGHT, WRONG]
    assert verdicts("verhuizing", ANNOUNCED, ANSWERED, early, RELEASED) == [RIGHT, WRONG]
    assert verdicts("verhuizing", ANNOUNCED, sent("WGS-2.28-1"), ANSWERED, RELEASED) == [RIGHT], "who it is about"
    in_time = log(ANNOUNCED, ANSWERED, sent(), RELEASED)
    later = in_time[2].account.model_copy(update={"at": in_time[3].account.at})
    assert verdicts("verhuizing", *in_time[:2], Indexed(2, later), in_time[3]) == [RIGHT, RIGHT]
    assert verdicts("verhuizing", sent()) == [WRONG], "and where no move was announced"


def test_wgs_2_28_what_goes_back_to_the_zvh_that_announced_the_move_is_not_judged_as_handed_over() -> None:
    announced = along(ANNOUNCED.model_copy(update={"codes": ("move:1",)}), BEGIN)
    assert verdicts("verhuizing", of_event(handover.IdentityAnswered), sent(), announced) == []


def test_wgs_2_28_who_has_a_case_back_answered_before_its_history_came() -> None:
    announced, released = (along(r.model_copy(update={"codes": ("move:2",)}), BEGIN) for r in (ANNOUNCED, RELEASED))
    went = (ANNOUNCED, ANSWERED, RELEASED)
    assert verdicts("verhuizing", *went, of_event(handover.IdentityAnswered), announced, released) == [RIGHT, RIGHT]
    assert verdicts("verhuizing", *went, announced, released) == [RIGHT, WRONG]


def test_wgs_1_8_5_what_a_partner_altered_or_got_before_the_purpose_is_found() -> None:
    altered = of_event(plan.WlzChecked, OM, operation=Operation.ALTER, categories=(Category.HEALTH,))
    for early in (altered, letter(POLITIE), of_event(plan.WlzChecked, categories=(Category.HEALTH,))):
        assert verdicts("doel", REPORT, early, PURPOSE) == [WRONG]
        assert verdicts("doel", REPORT, PURPOSE, early) == [RIGHT]
    (row,) = cells("doel", log(REPORT, letter(POLITIE), PURPOSE))
    assert row["waarom"].startswith(f"er ging iets naar {POLITIE} voordat het doel bepaald was")
    (row,) = cells("doel", log(REPORT, altered, PURPOSE))
    assert row["waarom"] == "er waren gegevens voordat het doel bepaald was"


def test_wgs_1_8_5_what_belongs_to_the_report_waits_for_no_purpose() -> None:
    event = uuid4()
    report = REPORT.model_copy(update={"event": event})
    corrected = of_event(disclosure.DatumRectified, POLITIE, operation=Operation.ALTER)
    back = letter(POLITIE, POLITIE, what=inclusion.ClientReported.wire_name(), event=event)
    said = letter(OM, what=disclosure.ConditionsSet.wire_name(), categories=(Category.GUIDANCE,))
    keys = [one.model_copy(update={"what": "letter-key", "organisation": one.to}) for one in (back, said)]
    assert verdicts("doel", report, back, corrected, said, *keys, PURPOSE) == [RIGHT]
    paper = letter(POLITIE, what="documents.plan")
    assert verdicts("doel", report, paper, PURPOSE) == [WRONG]


def test_wgs_1_8_5_of_a_case_that_came_here_it_is_judged_by_who_did_it_there() -> None:
    times = [BEGIN - timedelta(days=900 - day) for day in range(3)]
    came = [along(one, at) for one, at in zip((REPORT, PURPOSE, SUPPLIED), times, strict=True)]
    (row,) = cells("doel", log(*came))
    assert (row["oordeel"], row["door"], row["van wie"]) == (RIGHT, POLITIE, OM)
    assert verdicts("doel", came[0], came[2], came[1]) == [WRONG]
    untold = came[2].model_copy(update={"origin": None})
    assert verdicts("doel", came[0], came[1], untold) == [UNKNOWN]


CONDITION_SET = of_event(
    disclosure.ConditionsSet,
    OM,
    operation=Operation.OBJECT,
    conditions=("1",),
    codes=(f"supplier:{OM}", "about:justice", f"not-to:{POLITIE}"),
)
OBJECTED = of_event(
    disclosure.DisclosureObjected,
    OM,
    operation=Operation.OBJECT,
    conditions=("1",),
    codes=(f"supplier:{OM}", "about:justice", "anyone"),
)


@pytest.mark.parametrize("said", [CONDITION_SET, OBJECTED])
def test_wgs_2_29_3_what_went_all_the_same_is_found_and_named(said: Account) -> None:
    """WGS-1.7-1 too."""
    row = cells("voorwaarden", log(said, letter(POLITIE)))[-1]
    assert (row["oordeel"], POLITIE in row["wat ervan kwam"]) == (WRONG, True)
    assert row["wat ervan kwam"].startswith("niet nageleefd")
    kept = cells("voorwaarden", log(letter(POLITIE), said))[-1]
    assert (kept["oordeel"], kept["wat ervan kwam"].partition(":")[0]) == (RIGHT, "nageleefd"), "it went before"


def test_wgs_2_29_3_of_others_of_something_else_or_to_the_supplier_it_may_go() -> None:
    for may in (
        letter(GEMEENTE, to_role=Role.GEMEENTE),
        letter(POLITIE, of=GEMEENTE),
        letter(POLITIE, categories=(Category.HOUSING,)),
        letter(OM, to_role=Role.OM),
    ):
        assert verdicts("voorwaarden", CONDITION_SET, may) == [RIGHT]
    by_role = CONDITION_SET.model_copy(update={"codes": (f"supplier:{OM}", "about:justice", "only-to-role:gemeente")})
    assert verdicts("voorwaarden", by_role, letter(GEMEENTE, to_role=Role.GEMEENTE)) == [RIGHT]
    assert verdicts("voorwaarden", by_role, letter(POLITIE)) == [WRONG]
    assert verdicts("voorwaarden", by_role, letter(OM, to_role=Role.OM)) == [RIGHT], "it knows its own data"
    assert verdicts("voorwaarden", OBJECTED, letter(OM, to_role=Role.OM)) == [RIGHT]
    event = uuid4()
    of_one = CONDITION_SET.model_copy(update={"codes": (f"supplier:{OM}", f"about-event:{event}", "anyone")})
    assert verdicts("voorwaarden", of_one, letter(POLITIE)) == [RIGHT]
    assert verdicts("voorwaarden", of_one, letter(POLITIE, event=event)) == [WRONG]


def test_wgs_2_29_3_lifted_over_taken_back_or_left_out_it_was_kept() -> None:
    lifted = of_event(disclosure.ConditionsLifted, OM, operation=Operation.AUTHORISE, conditions=("1",))
    assert verdicts("voorwaarden", CONDITION_SET, lifted, letter(POLITIE)) == [RIGHT]
    assert verdicts("voorwaarden", CONDITION_SET, letter(POLITIE), lifted) == [WRONG]
    over = CONDITION_SET.model_copy(update={"codes": (*CONDITION_SET.codes, "until:2026-03-01")})
    assert verdicts("voorwaarden", over, letter(POLITIE)) == [RIGHT]
    event = uuid4()
    went = letter(POLITIE, event=event)
    back = went.model_copy(update={"operation": Operation.ERASE, "outcome": Outcome.WITHDRAWN})
    assert verdicts("voorwaarden", CONDITION_SET, went, back) == [RIGHT]
    refused = {"operation": Operation.REFUSE, "outcome": Outcome.REFUSED, "conditions": ("1",)}
    left = went.model_copy(update={**refused, "rule": CONDITION})
    row = cells("voorwaarden", log(CONDITION_SET, went, left))[-1]
    assert (row["oordeel"], row["wat ervan kwam"]) == (RIGHT, "nageleefd: 1 keer ingehouden")
    said, sent_on, late = log(CONDITION_SET, went, left)
    late = Indexed(2, late.account.model_copy(update={"at": late.account.at + timedelta(days=1)}))
    assert verdicts("voorwaarden", said, sent_on, late) == [WRONG], "what was withheld later was not withheld then"
    other = went.model_copy(update={**refused, "rule": OBJECTION})
    assert verdicts("voorwaarden", CONDITION_SET, went, other) == [WRONG], "of another number 1"


def test_wgs_2_29_3_a_letter_that_is_recorded_before_what_was_said_earlier_is_found() -> None:
    said, went = log(CONDITION_SET, letter(POLITIE))
    assert verdicts("voorwaarden", Indexed(0, went.account), Indexed(1, said.account)) == [WRONG]


def test_what_a_record_of_before_does_not_tell_is_not_judged() -> None:
    bare = CONDITION_SET.model_copy(update={"codes": ()})
    assert verdicts("voorwaarden", bare, letter(POLITIE)) == [UNKNOWN]


def test_wgs_1_7_2_an_admission_that_took_effect_against_an_objection_is_found() -> None:
    codes = ("admission:1",)
    objected = of_event(third_parties.AdmissionObjected, POLITIE, operation=Operation.OBJECT, codes=codes)
    withdrawn = of_event(third_parties.AdmissionObjectionWithdrawn, POLITIE, codes=codes)
    effect = of_event(third_parties.ThirdPartyAdmissionTookEffect, to=OM, codes=codes)
    assert verdicts("voorwaarden", objected, effect) == [WRONG]
    assert verdicts("voorwaarden", objected, withdrawn, effect) == []


def test_wgs_1_8_7_a_move_does_not_start_the_clock_anew_and_an_extension_is_looked_up() -> None:
    first = datetime(2021, 3, 1, 9, 0, tzinfo=BEGIN.tzinfo)
    presented = along(of_event(handover.IdentityPresented, ROTTERDAM), datetime(2023, 2, 1, 9, 0, tzinfo=BEGIN.tzinfo))
    (row,) = cells("bewaren", log(presented, along(REPORT, first)))
    assert row["eerst verwerkt"] == "01-03-2021 10:00:00"
    assert row["uiterlijk tot en met"] == (
        "januari tot en met maart 2021: 28-02-2026, januari tot en met maart 2023: 31-01-2028"
    )
    extended = of_event(retention.RetentionExtended, operation=Operation.AUTHORISE, codes=("until:2030-05-01",))
    (row,) = cells("bewaren", log(presented, along(REPORT, first), extended))
    assert "januari tot en met maart 2021: 01-05-2030" in row["uiterlijk tot en met"]
    assert row["verlengd"].endswith("tot en met 01-05-2030")
    gone = of_event(retention.QuarterExpired, operation=Operation.ERASE, codes=("quarter:2021q1",))
    (row,) = cells("bewaren", log(along(REPORT, first), gone))
    assert row["uiterlijk tot en met"] == "januari tot en met maart 2021: vernietigd"
    assert date(2026, 2, 28) < BEGIN.date()


def test_what_came_along_names_who_did_it_there_and_when_and_by_whom_it_came() -> None:
    then = datetime(2023, 2, 1, 13, 10, tzinfo=BEGIN.tzinfo)
    (declined, *_) = cells("voorwaarden", log(along(DECLINED, then)))
    assert (declined["organisatie"], declined["wanneer"]) == (POLITIE, "01-02-2023 14:10:00")
    assert declined["via"] == f"{ROTTERDAM}, ontvangen 02-03-2026 10:00:00"
    (gave,) = cells("gegeven", log(along(SUPPLIED, then)))
    assert (gave["organisatie"], gave["wanneer"], gave["via"][:13]) == (OM, "01-02-2023 14:10:00", ROTTERDAM)


def test_wgs_2_29_2_on_which_ground_it_was_given_and_where_the_need_stands() -> None:
    """WGS-1.5-1."""
    purpose = PURPOSE.model_copy(
        update={"covers": (Covered(stream=f"LOG_{HAAGLANDEN}", position=7, subject="es.x", digest="0" * 64),)}
    )
    health = of_event(plan.SituationAssessed, CRISISDIENST, categories=(Category.HEALTH,), event=uuid4())
    health = health.model_copy(update={"role": Role.CRISISDIENST_GGZ})
    other = health.model_copy(update={"event": uuid4()})
    third = SUPPLIED.model_copy(update={"standing": WgsStanding.THIRD})
    by_police = health.model_copy(update={"event": uuid4(), "role": Role.POLITIE})
    held = (
        GroundHeld(category=Category.HEALTH, ground=GroundKind.CONSENT, code="T-TOESTEMMING"),
        GroundHeld(category=Category.HEALTH, ground=GroundKind.GOOD_CARE, fact=Fact.DANGER, code="T-VEILIG"),
        GroundHeld(category=Category.JUSTICE, ground=GroundKind.PARTICIPANTS, code="T-STRAF"),
    )
    went = account(CASE, operation=Operation.DISCLOSE, event=health.event, to=OM, held=held)
    withheld = went.model_copy(update={"outcome": Outcome.REFUSED, "event": other.event})
    rows = cells("gegeven", log(REPORT, purpose, SUPPLIED, health, other, by_police, went, withheld, third))
    assert len(rows) == 6
    early = cells("gegeven", log(went, health))
    assert "ging door op: toestemming van de cliënt" in early[0]["grond"], "the records come from two policies"
    needs = [row["noodzaak"] for row in sorted(rows, key=lambda row: row["wanneer"])]
    assert needs == ["nog niet vastgelegd", *["vastgelegd in gebeurtenis 7"] * 5]
    grounds = [row["grond"] for row in sorted(rows, key=lambda row: row["wanneer"])]
    assert grounds[1] == "verplichte verstrekking (WGS 1.5(1))"
    assert grounds[2].endswith("ging door op: toestemming van de cliënt; goed hulpverlenerschap (ernstig gevaar)")
    assert "nog niet doorgegeven; de matrix noemt: " in grounds[3], "what was withheld did not go on"
    assert "goed hulpverlenerschap" in grounds[3]
    assert grounds[4].endswith(NOT_BOUND), "the police is not bound"
    assert grounds[5] == "toegelaten als derde (WGS 2.31(9))"
