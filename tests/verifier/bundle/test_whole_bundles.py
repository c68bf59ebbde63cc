"""Bundles that are right: the log, a period, a case with and without the others around it, destroyed keys, trust with dates."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from levensloop.verifier.believing import seen_by_quorum
from levensloop.verifier.bundle_scope import OneCase, Scope, WholeLog
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Check, Failed, Passed, Said, Unchecked
from levensloop.verifier.trust import Dates, short
from levensloop.verifier.verify_bundle import Asked, Step, verify
from support.bundled_log import ASKED, BELIEVED, GONE, NOW, SIZES, A, BundledLog, period
from support.verified_log import LOG, WITNESSES

GOOD = BundledLog()


def steps(data: bytes, asked: Asked = ASKED) -> list[Step]:
    return list(verify(io.BytesIO(data), asked))


def held(data: bytes, asked: Asked = ASKED) -> list[Step]:
    """What was said of a bundle that holds."""
    found = steps(data, asked)
    assert not [step for step in found if isinstance(step, Failed)]
    assert {step.check for step in found if isinstance(step, Passed | Unchecked)} == set(Check)
    return found


@pytest.mark.parametrize(
    "scope",
    [WholeLog(), period(GOOD), OneCase(A, False), OneCase(A, True), OneCase(GONE, False), OneCase(GONE, True)],
    ids=["log", "period", "case", "case, complete", "erased case", "erased case, complete"],
)
def test_it_holds(scope: Scope) -> None:
    found = held(GOOD.bundle(scope))
    unread = ["OwnReadingMissing"] if isinstance(scope, OneCase) and scope.case == GONE else []
    assert [step.name for step in found if isinstance(step, Finding)] == ["MatrixUnjudged", *unread]


@pytest.mark.parametrize(
    ("scope", "unchecked"),
    [
        (WholeLog(), set()),
        (OneCase(A, True), set()),
        (OneCase(A, False), {Check.COVERAGE, Check.COMPLETE}),
    ],
    ids=["log", "case, complete", "case"],
)
def test_what_a_bundle_does_not_let_anybody_check_is_not_called_good(scope: Scope, unchecked: set[Check]) -> None:
    found = held(GOOD.bundle(scope))
    assert {step.check for step in found if isinstance(step, Unchecked)} == unchecked
    assert not unchecked & {step.check for step in found if isinstance(step, Passed)}


def test_a_history_of_nothing_is_not_called_good() -> None:
    found = held(BundledLog(sizes=()).bundle(OneCase(A, False)))
    assert Check.HISTORY in {step.check for step in found if isinstance(step, Unchecked)}


def test_the_checks_come_in_their_order() -> None:
    passed = [step.check for step in held(GOOD.bundle()) if isinstance(step, Passed)]
    assert list(dict.fromkeys(passed)) == list(Check)


def test_the_same_log_gives_the_same_file() -> None:
    assert BundledLog().bundle() == GOOD.bundle()


def test_who_acted_in_a_destroyed_case_is_gone_and_all_else_stays_proven() -> None:
    (who,) = [s.text for s in held(GOOD.bundle(OneCase(GONE, True))) if isinstance(s, Passed) and s.check is Check.WHO]
    assert "0 regel(s)" in who
    assert "vernietigd in 7" in who


@pytest.mark.parametrize("size", [0, *SIZES, GOOD.size])
def test_it_continues_the_checkpoint_that_the_auditor_kept(size: int) -> None:
    found = held(GOOD.bundle(), replace(ASKED, kept=GOOD.checkpoint(size)))
    assert any(f"uw controlepunt van {size} regels" in s.text for s in found if isinstance(s, Passed))


def test_what_the_auditor_kept_needs_no_witnesses() -> None:
    alone = BundledLog(witnesses=()).checkpoint(SIZES[0])
    held(GOOD.bundle(), replace(ASKED, kept=alone))


def test_a_case_by_itself_says_what_it_cannot_prove() -> None:
    """One that leaves a record out, and is put together with care, holds: so it is said, and the complete one refuses."""
    said = " ".join(step.text for step in held(GOOD.bundle(OneCase(A, False))) if isinstance(step, Said))
    assert "Niet bewezen is dat er geen andere over deze casus zijn" in said
    lacking = BundledLog()
    left_out = next(at for at, one in enumerate(lacking.accounts) if one.case == A)
    lacking.accounts[left_out] = lacking.accounts[left_out].model_copy(update={"case": GONE})
    held(lacking.bundle(OneCase(A, False)))
    refused = steps(lacking.bundle(OneCase(A, True)))[-1]
    assert isinstance(refused, Failed)
    assert (refused.name, refused.index) == ("OutOfScope", left_out)


def test_a_log_without_records_holds() -> None:
    empty = BundledLog([], sizes=())
    assert any("geen regels" in step.text for step in held(empty.bundle()) if isinstance(step, Passed))


def test_a_key_with_dates_counts_within_them() -> None:
    seen = GOOD.seen_at(GOOD.size)
    dates = {short(key.verifier): Dates(seen - 36000, seen + 1) for key in (LOG, *WITNESSES)}
    held(GOOD.bundle(), replace(ASKED, believed=replace(BELIEVED, dates=dates)))


def test_a_key_that_was_revoked_later_still_counts_for_what_others_saw_before() -> None:
    after = Dates(revoked=GOOD.seen_at(GOOD.size) + 1)
    for key in (LOG, WITNESSES[0]):
        held(GOOD.bundle(), replace(ASKED, believed=replace(BELIEVED, dates={short(key.verifier): after})))


def test_two_revoked_witnesses_do_not_bear_each_other_out() -> None:
    after = Dates(revoked=GOOD.seen_at(GOOD.size) + 1)
    dates = {short(key.verifier): after for key in WITNESSES}
    last = steps(GOOD.bundle(), replace(ASKED, believed=replace(BELIEVED, dates=dates)))[-1]
    assert isinstance(last, Failed)
    assert last.name == "KeyRevoked"


def test_a_witness_that_does_not_count_does_no_harm_where_enough_others_do() -> None:
    three = BundledLog(witnesses=WITNESSES)
    expired = {short(WITNESSES[1].verifier): Dates(until=1)}
    held(three.bundle(), replace(ASKED, believed=replace(BELIEVED, dates=expired)))


def test_without_witnesses_the_log_key_is_judged_by_now() -> None:
    alone = replace(BELIEVED, policy=replace(BELIEVED.policy, quorum="none"))
    bare = BundledLog(witnesses=())
    said = [
        step for step in held(bare.bundle(), replace(ASKED, believed=alone)) if isinstance(step, Finding | Unchecked)
    ]
    assert "NoWitnesses" in [step.name for step in said if isinstance(step, Finding)]
    (words,) = [step.text for step in said if isinstance(step, Unchecked) and step.check is Check.WITNESSES]
    assert words.startswith("U vraagt er geen, dus of er genoeg zijn is niet nagegaan")
    expired = replace(alone, dates={short(LOG.verifier): Dates(until=NOW)})
    last = steps(bare.bundle(), replace(ASKED, believed=expired))[-1]
    assert isinstance(last, Failed)
    assert last.name == "KeyExpired"


def test_a_period_that_no_witness_bears_out_is_a_finding() -> None:
    bare = replace(ASKED, believed=replace(BELIEVED, policy=replace(BELIEVED.policy, quorum="none")))
    alone = BundledLog(witnesses=())
    found = [step.name for step in held(alone.bundle(period(GOOD)), bare) if isinstance(step, Finding)]
    assert found == ["NoWitnesses", "MatrixUnjudged", "PeriodStartUnproven", "PeriodEndUnproven"]


def test_an_earlier_checkpoint_proves_no_time_when_the_key_of_the_log_did_not_count_then() -> None:
    later = Dates(since=GOOD.seen_at(SIZES[0]) + 1)
    trust = replace(ASKED, believed=replace(BELIEVED, dates={short(LOG.verifier): later}))
    last = steps(GOOD.bundle(period(GOOD)), trust)[-1]
    assert isinstance(last, Failed)
    assert (last.name, last.index) == ("PeriodUnproven", SIZES[0])


def test_a_period_that_is_not_over_by_any_witness_is_a_finding() -> None:
    whole = period(GOOD, end=GOOD.size)
    beyond = replace(whole, until=whole.until + timedelta(seconds=1))
    assert [step.name for step in held(GOOD.bundle(beyond)) if isinstance(step, Finding)] == [
        "MatrixUnjudged",
        "PeriodEndUnproven",
    ]


def test_seen_is_when_enough_had_seen_it() -> None:
    first, second, third = (key.verifier for key in WITNESSES)
    assert seen_by_quorum(BELIEVED.policy, {first: 30, second: 10, third: 20}) == 20
    assert seen_by_quorum(BELIEVED.policy, {first: 30}) is None
    assert seen_by_quorum(replace(BELIEVED.policy, quorum="none"), {}) is None
