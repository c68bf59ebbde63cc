"""What came of one step of a case file, and where that is not what the file expects."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from levensloop.contracts.refusal import Refusal
from levensloop.play.case_file import Step
from levensloop.play.case_match import in_any_order, in_order


@dataclass
class CameOf:
    """All that came of one step."""

    events: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    refusal: Refusal | None = None
    arrived: dict[str, list[str]] = field(default_factory=dict)
    early: list[str] = field(default_factory=list)


def differences(step: Step, came: CameOf) -> Iterator[str]:
    """Where the step went otherwise than the case file says."""
    rule = came.refusal.rule if came.refusal else None
    if rule != step.expect.refused:
        yield f"refused: {step.expect.refused} expected, {came.refusal} came"
    if step.expect.events is not None and not in_order(step.expect.events, came.events):
        yield f"events: {step.expect.events} expected, {came.events} came"
    if not in_any_order(step.expect.follows, came.follows):
        yield f"follows: {step.expect.follows} expected, {came.follows} came"
    if came.early:
        yield f"timers fell due before the step: {came.early}; a wait step should say so"
    for organisation, names in step.expect.arrives.items():
        if not in_order(names, came.arrived.get(organisation, [])):
            yield f"{organisation}: {names} expected, {came.arrived.get(organisation, [])} came"
