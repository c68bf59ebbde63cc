"""What an auditor, and the ZVH, ask: which third parties were let in from when to when, to whom a result went, and by which right."""

from typing import Any

from levensloop.contracts.third_party import Admission
from levensloop.inclusion.owed import Owed
from levensloop.inclusion.state import State


def third_parties(state: State) -> dict[str, Any]:
    """WGS 1.7(2)(3)(4), 2.31(9)(11), in the order in which it was decided. Days as ISO dates; texts as recorded."""
    return {
        "admissions": [_admission(admission) for admission in state.standing.admissions.values()],
        "results": [given.model_dump(mode="json", exclude={"at", "by"}, warnings=False) for given in state.results],
        "feedback": [_owed(found) for found in state.feedback.values()],
    }


def _admission(admission: Admission) -> dict[str, Any]:
    return {
        **admission.decided.model_dump(mode="json", exclude={"at", "by"}, warnings=False),
        "state": "ended" if admission.ended else "in-effect" if admission.in_effect else "waiting",
        "objections": list(admission.objections),
        "agreements": [
            {"supplier": supplier, "agreed": asked.agreed, "due": asked.due.isoformat(), "overdue": asked.overdue}
            for supplier, asked in admission.agreements.items()
        ],
    }


def _owed(found: Owed) -> dict[str, Any]:
    return {
        "admission": found.admission,
        "giving": found.giving,
        "owner": found.owner,
        "due": found.due.isoformat(),
        "overdue": found.overdue,
    }
