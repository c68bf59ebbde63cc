"""PLN-6: the label is taken out again at exit, and where a partner leaves."""

from levensloop.contracts.events.inclusion import ClientExcluded, PartnerLeft
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.roles import Role
from levensloop.plan.service import plan
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, SAMPLE_TEAM, direction_transferred, joined
from support.samples.plan import label_registered, planned_case
from support.samples.world import CHAIR, CRISISDIENST, HAAGLANDEN, NOW, OM, WOONPARTNER, actor, at_haaglanden

CASE = at_haaglanden(plan, *planned_case(), label_registered(CRISISDIENST))
EXCLUDED = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))


def left(organisation: str, role: Role) -> PartnerLeft:
    by = actor(HAAGLANDEN, CHAIR)
    return PartnerLeft(at=NOW, by=by, organisation=organisation, role=role, reason="Klaar.", left_on=NOW.date())


def test_pln_6_at_exit_everyone_that_was_asked_takes_it_out() -> None:
    """Also who had not said yet that it registered: it may have, and not said so."""
    withdrawn = CASE.when_logged(EXCLUDED).then(*[LabelWithdrawn] * len(SAMPLE_TEAM))

    assert [w.partner for w in withdrawn] == [invited.organisation for invited in SAMPLE_TEAM]
    assert CASE.and_given(EXCLUDED, *withdrawn).state.labels == {}


def test_pln_6_who_leaves_takes_it_out_alone() -> None:
    [withdrawn] = CASE.when_logged(left(WOONPARTNER, Role.WOONPARTNER)).then(LabelWithdrawn)

    assert (withdrawn.partner, withdrawn.role) == (WOONPARTNER, Role.WOONPARTNER)


def test_pln_6_who_was_never_asked_has_nothing_to_take_out() -> None:
    CASE.and_given(joined(OM)).when_logged(left(OM, Role.OM)).then()


def test_pln_6_who_came_back_keeps_it() -> None:
    """Leaving and coming back, noticed only afterwards: the label was never out."""
    leaving = left(WOONPARTNER, Role.WOONPARTNER)

    CASE.when_logged(leaving, joined(WOONPARTNER)).then()


def test_pln_6_a_move_leaves_the_labels_of_the_old_region_behind() -> None:
    assert CASE.and_given(direction_transferred(NOW)).state.labels == {}
