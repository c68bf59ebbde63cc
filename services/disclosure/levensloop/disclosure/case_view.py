"""What disclosure answers when the ZVH asks about one case: what was not provided, and what stands in the way of passing on."""

from typing import Any

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
