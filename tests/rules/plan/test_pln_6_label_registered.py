"""PLN-6: the partner that was asked says that it registered the label; nobody else does."""

from datetime import date

import pytest

from levensloop.contracts.commands.plan import RegisterLabel
from levensloop.contracts.events.plan import LabelRegistered
from levensloop.plan.service import plan
from support.samples.inclusion import included_case, joined
from support.samples.plan import label_registered, planned_case
from support.samples.world import CRISISDIENST, HAAGLANDEN, OM, OTHER_WOONPARTNER, POLITIE, at_haaglanden

REGISTER = RegisterLabel(system="vooraanmelding")
CASE = at_haaglanden(plan, *planned_case())


def test_pln_6_a_partner_registers_its_own_label() -> None:
    [registered] = CASE.when(REGISTER, by=CRISISDIENST).then(LabelRegistered)

    assert (registered.partner, registered.system) == (CRISISDIENST, REGISTER.system)
    labels = CASE.and_given(registered).state.labels
    assert labels[CRISISDIENST].registered_on == date(2026, 2, 2)
    assert labels[POLITIE].registered_on is None


def test_pln_6_registering_again_changes_nothing() -> None:
    CASE.and_given(label_registered(CRISISDIENST)).when(REGISTER, by=CRISISDIENST).then()


@pytest.mark.parametrize("other", [OTHER_WOONPARTNER, HAAGLANDEN])
def test_pln_6_who_is_not_in_the_team_registers_nothing(other: str) -> None:
    CASE.when(REGISTER, by=other).refused("PLN-6")


def test_pln_6_who_was_not_asked_registers_nothing() -> None:
    """In the team, but the request is not there yet."""
    CASE.and_given(joined(OM)).when(REGISTER, by=OM).refused("PLN-6")


def test_pln_6_there_is_no_label_before_the_plan() -> None:
    at_haaglanden(plan, *included_case()).when(REGISTER, by=CRISISDIENST).refused("INV-5")
