"""ALW-1 at the exit (EXT-1): with the case every term stops, so nothing may be open that nobody would see again."""

import pytest

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import (
    ActionCompleted,
    ActionReassigned,
    CrisisConferenceCalled,
    CrisisConferenceHeld,
)
from levensloop.contracts.events.signals import ScenarioActivated, ScenarioEnded, SecureBedRequestWithdrawn
from levensloop.contracts.vocabulary import ScenarioKind
from levensloop.inclusion.service import inclusion
from support.samples.actions import action_agreed
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT
from support.samples.plan import planned_case
from support.samples.signals import bed_requested
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, actor, at_haaglanden

CASE = at_haaglanden(inclusion, *planned_case(), now=EXIT_AT)
BY = actor(HAAGLANDEN, CHAIR)

ACTION = action_agreed()
HANDED_ON = ActionReassigned(at=NOW, by=BY, action=1, owner=GEMEENTE, due=ACTION.due, reason="Is van de gemeente.")
CALLED = CrisisConferenceCalled(at=NOW, by=BY, conference=1, reason="Hij staat op het dak.", due=ACTION.due)


def activated(kind: ScenarioKind) -> ScenarioActivated:
    return ScenarioActivated(at=NOW, by=BY, activation=1, scenario="een", kind=kind, reason="Het gaat mis.")


@pytest.mark.parametrize(
    ("rule", "begun", "ended"),
    [
        ("PLN-4", (ACTION, HANDED_ON), ActionCompleted(at=NOW, by=BY, action=1, outcome="Gedaan.")),
        (
            "REV-3",
            (CALLED,),
            CrisisConferenceHeld(at=NOW, by=BY, conference=1, participants=(HAAGLANDEN,), agreements="Hij is eraf."),
        ),
        (
            "SIG-2",
            (activated(ScenarioKind.TIME_OUT),),
            ScenarioEnded(at=NOW, by=BY, activation=1, scenario="een", outcome="Hij is terug."),
        ),
        ("BED-1", (bed_requested(),), SecureBedRequestWithdrawn(at=NOW, by=BY, reason="Hij wil niet meer.")),
    ],
)
def test_alw_1_no_exit_while_something_is_open(rule: str, begun: tuple[DomainEvent, ...], ended: DomainEvent) -> None:
    case = CASE.and_given(*begun)
    case.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).refused(rule)
    case.and_given(ended).when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)


def test_alw_1_scaling_down_leads_to_the_exit() -> None:
    down = CASE.and_given(activated(ScenarioKind.SCALING_DOWN))
    down.when(SAMPLE_EXIT, by=HAAGLANDEN, functionary=CHAIR).then(ClientExcluded)
