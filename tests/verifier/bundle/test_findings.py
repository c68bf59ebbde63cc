"""What an auditor will want to ask about: told with the record that it is about, and never a reason to refuse the bundle."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from levensloop.contracts.accountability import Covered, LogPurpose, Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.verifier.believing import SKEW, moment
from levensloop.verifier.bundle_scope import OneCase, Scope, WholeLog
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.coverage import digest_of
from levensloop.verifier.findings import MAKING, Finding
from levensloop.verifier.freshness import LATE
from levensloop.verifier.steps import Failed, Said
from levensloop.verifier.verify_bundle import Asked, verify
from support.breaking import JUDGED
from support.bundled_log import ASKED, PAPERS, SIZES, ZVH, A, BundledLog, account, accounts, asked, pinning

GOOD = accounts()


def index_of(operation: Operation) -> int:
    return next(at for at, one in enumerate(GOOD) if one.operation is operation)


def findings(log: BundledLog, by: Asked = ASKED, **front: Any) -> list[tuple[str, int | None]]:
    if (seen := front.pop("seen", None)) is not None:  # when witnesses saw all of it
        log = replace(log, seen={log.size: int(seen.timestamp())})
        by = replace(by, now=int(seen.timestamp()))
    steps = list(verify(io.BytesIO(log.bundle(**front)), by))
    assert not isinstance(steps[-1], Failed), steps[-1]
    usual = ("MatrixUnjudged", "PaperOnlyPinned")
    return [(s.name, s.index) for s in steps if isinstance(s, Finding) and s.name not in usual]


@pytest.mark.parametrize(
    ("operation", "changes", "name"),
    [
        (Operation.READ_LOG, {"log_purpose": None}, "LogReadWithoutPurpose"),
        (Operation.REFUSE, {"rule": None}, "RefusedWithoutRule"),
        (Operation.DISCLOSE, {"to": None}, "DisclosedToNobody"),
        (Operation.DISCLOSE, {"matrix": None}, "DisclosedWithoutMatrix"),
        (Operation.DISCLOSE, {"codes": ()}, "DisclosedWithoutLine"),
        (Operation.DISCLOSE, {"codes": ("X-NIETS",)}, "UnknownLine"),
        (Operation.DISCLOSE, {"codes": ("A-TAAK",)}, "LineWithoutMembership"),
        (Operation.DISCLOSE, {"codes": ("T-WLZ",)}, "LineOfAnotherRole"),
        (Operation.DISCLOSE, {"categories": (Category.HEALTH,)}, "CategoryBeyondLines"),
        (Operation.CONSULT, {"standing": WgsStanding.THIRD}, "StandingDiffers"),
    ],
)
def test_it_is_told_with_its_record(operation: Operation, changes: dict[str, Any], name: str) -> None:
    log, at = accounts(), index_of(operation)
    log[at] = log[at].model_copy(update=changes)
    assert findings(BundledLog(log)) == [(name, at)]


def test_a_line_that_carries_the_category_is_no_finding() -> None:
    log, at = accounts(), index_of(Operation.DISCLOSE)
    log[at] = log[at].model_copy(
        update={"codes": ("T-VEILIG",), "categories": (Category.HEALTH,), "grants": (Grant.TEAM,)}
    )
    assert findings(BundledLog(log)) == []


@pytest.mark.parametrize("article", ["WGS-2.28", "WGS-2.28-1", "WGS-2.31-11"])
def test_a_case_that_moves_and_a_result_go_by_no_line_of_the_matrix(article: str) -> None:
    """WGS 2.28, 2.31(11)."""
    log, at = accounts(), index_of(Operation.DISCLOSE)
    log[at] = log[at].model_copy(update={"matrix": None, "codes": (), "to": None, "article": article})
    assert findings(BundledLog(log)) == []


def test_the_making_of_a_bundle_leaves_a_record_that_is_in_it() -> None:
    """WGS 1.8(4)."""
    assert findings(BundledLog(accounts()[:-1])) == [("OwnReadingMissing", None)]


def test_what_a_bundle_is_for_is_what_the_log_was_read_for() -> None:
    """WGS 1.8(4): a header can say anything; the record of the reading stands in the log."""
    log = accounts()
    log[-1] = log[-1].model_copy(update={"log_purpose": LogPurpose.LEGAL_PROCEEDINGS})
    assert findings(BundledLog(log)) == [("OwnReadingDiffers", None)]
    twice = log[-1].model_copy(
        update={"id": account(99, Operation.CONSULT, "x", A).id, "log_purpose": LogPurpose.LAWFULNESS}
    )
    assert findings(BundledLog([*log, twice])) == [], "read for either, within the hour"
    of_a_case = [one for one in findings(BundledLog(log), scope=OneCase(A, complete=False))]
    assert of_a_case == [], "that one was read for what it says"


def test_the_purpose_must_be_set_before_a_partner_supplies() -> None:
    """REP-3, WGS 2.25: the report itself comes first; told once per case, and not of a period that begins later."""
    log = [one for one in accounts() if not (one.case == A and one.what.endswith("purpose-assessed.v1"))]
    first = next(at for at, one in enumerate(log) if one.case == A and one.what.endswith("signal-raised.v1"))
    assert findings(BundledLog(log)) == [("CollectedBeforePurpose", first)]


def test_an_activity_is_one_of_the_register() -> None:
    """WGS 2.26; without a register in the bundle nothing is said of it."""
    log = [one.model_copy(update={"activity": "melden-en-includeren"}) for one in accounts()]
    register = paper("register/1.csv", "code,services\nmelden-en-includeren,inclusion\n")
    assert findings(BundledLog(log), pinning(register), papers=[*PAPERS, register]) == []
    log[4] = log[4].model_copy(update={"activity": "iets-anders"})
    log[5] = log[5].model_copy(update={"activity": None})
    log[-1] = log[-1].model_copy(update={"activity": None})  # about no case
    told = findings(BundledLog(log), pinning(register), papers=[*PAPERS, register])
    assert told == [("UnknownActivity", 4), ("UnknownActivity", 5)]


def test_what_is_written_down_late_is_told() -> None:
    log = accounts()
    at = len(log) - 3
    log[at] = log[at].model_copy(update={"at": log[at].at - timedelta(hours=2)})
    assert findings(BundledLog(log)) == [("RecordLate", at)]


def test_what_no_checkpoint_shows_within_days_is_told() -> None:
    """Who leaves out the older checkpoints hides a date of before no better."""
    log = accounts()
    log[20] = log[20].model_copy(update={"at": log[20].at - timedelta(days=2, minutes=10)})
    assert findings(BundledLog(log)) == [("RecordLate", 20)]
    assert findings(BundledLog(log, sizes=())) == [("RecordUnseen", 20)]
    log[20] = log[20].model_copy(update={"at": log[20].at + timedelta(minutes=20)})
    assert findings(BundledLog(log, sizes=())) == []


def test_a_checkpoint_that_no_witness_saw_does_not_hide_one_before_it_that_they_did() -> None:
    log = accounts()
    log[26] = log[26].model_copy(update={"at": log[26].at - timedelta(hours=2)})
    bundled, bare = BundledLog(log), BundledLog(log, witnesses=())
    assert findings(bundled, earlier=[bundled.earlier(SIZES[0]), bare.earlier(SIZES[1])]) == [("RecordLate", 26)]


def test_a_version_that_was_not_judged_is_told_once() -> None:
    """WGS 1.8(6)."""
    steps = list(verify(io.BytesIO(BundledLog().bundle()), ASKED))
    assert [s.name for s in steps if isinstance(s, Finding)] == ["MatrixUnjudged"]
    steps = list(verify(io.BytesIO(BundledLog().bundle(papers=[JUDGED, *PAPERS[1:]])), pinning(JUDGED)))
    assert [s.name for s in steps if isinstance(s, Finding)] == ["PaperOnlyPinned"]
    assert not isinstance(steps[-1], Failed)


def test_the_role_of_a_recipient_is_learnt_from_what_it_did_itself() -> None:
    """Of one that never acted in this log no role is known, and nothing is said of it."""
    log, at = accounts(), index_of(Operation.DISCLOSE)
    log[at] = log[at].model_copy(update={"to": "zorgkantoor-haaglanden", "codes": ("T-STRAF",)})
    assert findings(BundledLog(log)) == []
    acted = account(
        99,
        Operation.CONSULT,
        "inclusion.case",
        A,
        organisation="zorgkantoor-haaglanden",
        role=Role.ZORGKANTOOR,
        at=log[0].at,
    )
    assert findings(BundledLog([acted, *log]))[:1] == [("LineOfAnotherRole", at + 1)]


def test_each_of_the_four_purposes_is_one() -> None:
    for purpose in LogPurpose:
        log, at = accounts(), index_of(Operation.READ_LOG)
        log[at] = log[at].model_copy(update={"log_purpose": purpose})
        assert findings(BundledLog(log)) == []


def test_what_is_covered_or_told_twice_is_told() -> None:
    """With another digest it is refused: the negative corpus."""
    log = accounts()
    at = next(at for at, one in enumerate(log) if at and one.covers and log[at - 1].covers)
    log[at] = log[at].model_copy(update={"covers": log[at - 1].covers})
    assert findings(BundledLog(log)) == [("CoveredTwice", at)]
    log = accounts()
    log[4] = log[3]
    assert findings(BundledLog(log)) == [("CoveredTwice", 4), ("RecordRepeated", 4)]


def test_places_of_the_log_that_nothing_covers_are_said_and_no_finding() -> None:
    """Services keep their own places between the events: a gap by itself proves nothing."""
    told = [step.text for step in verify(io.BytesIO(BundledLog().bundle()), ASKED) if isinstance(step, Said)]
    (gaps,) = [text for text in told if "plaatsen" in text]
    assert gaps.startswith("Van LOG_zvh-haaglanden dekt geen regel 10 van de 22 plaatsen")


def with_places(*lacking: int) -> BundledLog:
    """Of which everything in the log is covered, some of it with the event behind it; but for these positions."""
    log, position = accounts(), 0
    for at, one in enumerate(log):
        if not any(covered.stream.startswith("LOG_") for covered in one.covers):
            continue
        subjects, covers = ("position.log.plan-ask-labels", "es.plan.plan.x"), list[Covered]()
        for subject in subjects:
            position += 1
            digest = digest_of(subject, b"%d" % position)
            covers.append(Covered(stream=f"LOG_{ZVH}", position=position, subject=subject, digest=digest))
        log[at] = one.model_copy(update={"covers": tuple(c for c in covers if c.position not in lacking)})
    return BundledLog(log)


def places(log: BundledLog, scope: Scope = WholeLog()) -> list[str]:  # noqa: B008 - frozen
    steps = list(verify(io.BytesIO(log.bundle(scope)), ASKED))
    assert not isinstance(steps[-1], Failed), steps[-1]
    return [
        step.text.split(" is door")[0] for step in steps if isinstance(step, Finding) and step.name == "PlaceUncovered"
    ]


def test_a_place_of_the_log_that_nothing_covers_is_told() -> None:
    """Where the places of services are covered with the events, a gap is something that went before it was accounted for."""
    assert places(with_places()) == []
    assert places(with_places(4)) == [f"LOG_{ZVH} 4"]
    assert places(with_places(4, 5, 6, 9)) == [f"LOG_{ZVH} 4 tot en met 6", f"LOG_{ZVH} 9"]
    told = [step.text for step in verify(io.BytesIO(with_places(4).bundle()), ASKED) if isinstance(step, Said)]
    assert not [text for text in told if "plaatsen" in text]


def test_of_one_case_or_before_the_first_covered_place_a_gap_proves_nothing() -> None:
    assert places(with_places(4), OneCase(A, complete=False)) == []
    assert places(with_places(4), OneCase(A, complete=True)) == [f"LOG_{ZVH} 4"]
    assert places(BundledLog()) == [], "a log of before these places were covered"


def test_a_place_far_away_takes_no_time() -> None:
    log = with_places().accounts
    at = index_of(Operation.COLLECT)
    far = log[at].covers[0].model_copy(update={"position": 1 << 62})
    log[at] = log[at].model_copy(update={"covers": (*log[at].covers, far)})
    assert len(places(BundledLog(log))) == 1


def test_a_bundle_that_is_younger_than_what_witnesses_saw_is_told_however_late_it_is_checked() -> None:
    """The clock of who checks says nothing of it: a bundle does not grow old by lying."""
    log = BundledLog()
    seen = log.seen_at(log.size)
    assert findings(log, asked(now=seen + 10**8), made=moment(seen + LATE)) == []
    assert findings(log, asked(now=seen + LATE + 1), made=moment(seen + LATE + 1)) == [("HeadOld", None)]


def test_a_bundle_goes_as_far_as_when_the_auditor_asked_for_it() -> None:
    """Who holds back the newest hours and dates the bundle back to them is found by that moment."""
    log = BundledLog()
    seen = log.seen_at(log.size)
    assert findings(log, asked(wanted=seen - 3600)) == []
    assert findings(log, asked(wanted=seen + SKEW)) == [], "clocks differ"
    assert findings(log, asked(wanted=seen + SKEW + 1)) == [("HeadOld", None)]


def test_without_the_moment_of_the_auditor_it_is_said_up_to_where_a_bundle_goes() -> None:
    def told(by: Asked) -> str:
        return " ".join(step.text for step in verify(io.BytesIO(BundledLog().bundle()), by) if isinstance(step, Said))

    seen = moment(BundledLog().seen_at(BundledLog().size))
    assert f"laat het logboek zien tot {seen:%d-%m-%Y %H:%M} UTC" in told(ASKED)
    assert "--asked" in told(ASKED)
    assert "niet minder ver dan toen u het vroeg" in told(asked(wanted=int(seen.timestamp())))


def test_the_record_of_another_bundle_long_before_is_not_that_of_this_one() -> None:
    """A bundle that was dated back lacks the record of its own making, or has one of long before."""
    log = accounts()
    assert findings(BundledLog(log), made=log[-1].at + MAKING, seen=log[-1].at + MAKING) == []
    late = log[-1].at + MAKING + timedelta(seconds=1)
    assert findings(BundledLog(log), made=late, seen=late) == [("OwnReadingMissing", None)]


def test_what_a_person_was_shown_of_the_own_data_went_to_no_organisation() -> None:
    """AVG-15: the record of inzage."""
    log, at = accounts(), index_of(Operation.DISCLOSE)
    seen = {"what": "inzage", "article": "AVG-15", "matrix": None, "codes": (), "grants": ()}
    log[at] = log[at].model_copy(update={**seen, "to": None})
    assert findings(BundledLog(log)) == []
    log[at] = log[at].model_copy(update={"to": "politie-haaglanden"})
    assert findings(BundledLog(log)) == [("DisclosedWithoutMatrix", at)]
