"""What disclosure answers when the ZVH asks about one case: what was not provided, and what stands in the way of passing on."""

from typing import Any

from levensloop.contracts.calendar import day_of
from levensloop.contracts.erased import is_erased
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.restrictions import Restriction
from levensloop.disclosure.state import State


def grounds(state: State) -> dict[str, Any]:
    """Refusals to provide (WGS 1.5(1)), open conditions (2.29(3)) and objections (1.7(1)), and the client's consent (INF-2)."""
    known = state.restrictions
    return {
        "consented": known.consented,
        "refusals": [
            {
                "number": refused.number,
                "organisation": refused.organisation,
                "on": refused.on.isoformat(),
                "categories": list(refused.categories),
                "question": refused.question,
                "reasons": refused.reasons,
            }
            for refused in state.refusals
        ],
        "conditions": [_shown(each) for each in known.conditions.values()],
        "objections": [_shown(each) for each in known.objections.values()],
    }


def corrections(state: State) -> dict[str, Any]:
    """What was wrong and what it should have been (GDPR 16), in order. `kind`: of the event with the wrong datum."""
    return {
        "corrections": [
            {
                "on": day_of(each.at).isoformat(),
                "organisation": each.by.organisation,
                "event": str(each.event),
                "kind": state.data[each.event].kind.__name__ if each.event in state.data else None,
                "field": each.field,
                "correct": _correct(each),
                "reason": each.reason,
            }
            for each in state.corrections
        ]
    }


def _correct(event: DatumRectified) -> str:
    """In words. Of a person: name, day of birth, municipality."""
    if event.person is not None:
        person = event.person
        born = person.date_of_birth
        day = str(born) if is_erased(born) else f"{born:%d-%m-%Y}"
        return f"{person.name}, {day}, {person.municipality}"
    return next(
        str(content)
        for name in DatumRectified.model_fields
        if name.startswith("new_") and (content := getattr(event, name)) is not None
    )


def _shown(each: Restriction) -> dict[str, Any]:
    return {
        "number": each.number,
        "supplier": each.supplier,
        "categories": sorted(each.categories),
        "event": str(each.event) if each.event else None,
        "not_to": _named(each.not_to),
        "only_to": _named(each.only_to),
        "anyone": each.anyone,
        "until": each.until.isoformat() if each.until else None,
        "words": each.words,
    }


def _named(recipients: Recipients | None) -> list[str]:
    return [*recipients.organisations, *recipients.roles] if recipients else []
