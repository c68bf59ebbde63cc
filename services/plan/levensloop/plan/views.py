"""What others may ask of plan."""

from typing import Any

from levensloop.plan.state import State


def plan(state: State) -> dict[str, Any]:
    """The current plan with its version (0: none), the label per partner, and the next review. Days as ISO dates."""
    return {
        "version": state.version,
        "plan": state.plan.model_dump(mode="json") if state.plan else None,
        "labels": {
            partner: {
                "role": label.role.value,
                "system": label.system,
                "due": label.due.isoformat(),
                "registered_on": label.registered_on.isoformat() if label.registered_on else None,
            }
            for partner, label in state.labels.items()
        },
        "review_due": state.review_due.isoformat() if state.review_due else None,
        "review_overdue": state.review_overdue,
    }
