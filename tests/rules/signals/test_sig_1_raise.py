"""SIG-1: every member of the team can raise a signal, and nobody else; signals are numbered."""

import pytest

from levensloop.contracts.events.signals import ScenarioSuggested, SignalRaised
from levensloop.contracts.vocabulary import SignalKind
from levensloop.signals.service import signals
from support.samples.inclusion import SAMPLE_TEAM, included_case
from support.samples.plan import planned_case
from support.samples.signals import SAMPLE_SIGNAL, signal_raised
from support.samples.world import CHAIR, HAAGLANDEN, OTHER_WOONPARTNER, at_haaglanden

MONEY = SAMPLE_SIGNAL.model_copy(update={"kind": SignalKind.MONEY})


@pytest.mark.parametrize("member", [invitation.organisation for invitation in SAMPLE_TEAM])
def test_sig_1_every_member_can(member: str) -> None:
    raised, _ = (
        at_haaglanden(signals, *planned_case()).when(SAMPLE_SIGNAL, by=member).then(SignalRaised, ScenarioSuggested)
    )

    assert (raised.signal, raised.by.organisation, raised.text) == (1, member, SAMPLE_SIGNAL.text)


def test_sig_1_also_before_there_is_a_plan() -> None:
    at_haaglanden(signals, *included_case()).when(SAMPLE_SIGNAL, by=SAMPLE_TEAM[0].organisation).then(SignalRaised)


def test_sig_1_the_next_signal_has_the_next_number() -> None:
    [raised] = (
        at_haaglanden(signals, *planned_case(), signal_raised(1), signal_raised(2))
        .when(MONEY, by=SAMPLE_TEAM[0].organisation)
        .then(SignalRaised)
    )

    assert raised.signal == 3


@pytest.mark.parametrize("outsider", [OTHER_WOONPARTNER, "politie-rotterdam", HAAGLANDEN])
def test_sig_1_from_outside_the_team_it_is_refused(outsider: str) -> None:
    at_haaglanden(signals, *planned_case()).when(SAMPLE_SIGNAL, by=outsider, functionary=CHAIR).refused("SIG-1")
