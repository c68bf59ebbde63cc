"""What a case file expects, beside what happened; every difference is a Dutch sentence."""

from collections.abc import Iterator, Mapping, Sequence

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.views import View
from levensloop.infra.messaging.partner import Received
from levensloop.play.case_match import in_any_order, in_order
from levensloop.play.case_model import CaseFile, Expect, Step
from levensloop.play.happening import Happening, name_of
from levensloop.play.report import CaseAt


def deviations_of(step: Step, happening: Happening) -> list[str]:
    """Where one step went otherwise than expected; what the file does not mention is not judged."""
    return list(_deviations_of(step, happening))


def _deviations_of(step: Step, happening: Happening) -> Iterator[str]:
    yield from _answer(step.expect, happening)
    follows = [name_of(recorded) for recorded in happening.follows]
    if not in_any_order(step.expect.follows, follows):
        yield f"daarna werd verwacht {_names(step.expect.follows)}, het werd {_names(follows)}"
    for organisation, names in step.expect.arrives.items():
        arrived = list(happening.arrived.get(organisation, ()))
        if not in_order(names, arrived):
            yield f"bij {organisation} werd verwacht {_names(names)}, er kwam {_names(arrived)}"


def _answer(expected: Expect, happening: Happening) -> Iterator[str]:
    refusal = happening.refusal
    if expected.refused is not None and (refusal is None or refusal.rule != expected.refused):
        yield f"verwacht was een weigering door {expected.refused}, het werd {refusal.rule if refusal else 'geen weigering'}"
    if expected.events is not None and refusal is not None:
        yield f"geweigerd door {refusal.rule}: {refusal.message}"
    events = [name_of(recorded) for recorded in happening.events]
    if expected.events is not None and refusal is None and not in_order(expected.events, events):
        yield f"verwacht was {_names(expected.events)}, het werd {_names(events)}"


def deviations_at_end(
    file: CaseFile,
    cases: Mapping[str, Sequence[CaseAt]],
    received: Mapping[str, Sequence[Received[DomainEvent | View]]],
) -> list[str]:
    """Where the end is otherwise than expected."""
    return list(_at_end(file, cases, received))


def _at_end(
    file: CaseFile,
    cases: Mapping[str, Sequence[CaseAt]],
    received: Mapping[str, Sequence[Received[DomainEvent | View]]],
) -> Iterator[str]:
    for zvh, expected in file.end.zvhs.items():
        found = {case.alias: case for case in cases.get(zvh, ())}
        if found.keys() != expected.keys():
            yield f"bij {zvh} werden de casussen {_names(sorted(expected))} verwacht; het zijn {_names(sorted(found))}"
        for alias, standing in expected.items():
            if (case := found.get(alias)) is None:
                continue
            if (case.phase, case.director) != (standing.phase, standing.director):
                wanted = f"{standing.phase}, regie {standing.director}"
                yield f"bij {zvh} werd {alias} verwacht als {wanted}; het is {case.phase}, regie {case.director}"
    for organisation, names in file.end.organisations.items():
        got = [name_of(item.recorded) for item in received[organisation]]
        if not in_order(names, got):
            yield f"bij {organisation} werd in totaal verwacht {_names(names)}, er kwam {_names(got)}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "niets"
