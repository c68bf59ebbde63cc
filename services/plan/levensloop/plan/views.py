"""What others may ask of plan."""

from typing import Any

from levensloop.plan.route import Housing
from levensloop.plan.state import State


def plan(state: State) -> dict[str, Any]:
    """The current plan with its version (0: none), the label per partner, every action, the housing profile and routes, and what
    is due. Days as ISO dates.
    """
    return {
        "version": state.version,
        "plan": state.plan.model_dump(mode="json", warnings=False) if state.plan else None,
        "wlz": state.wlz.model_dump(
            mode="json", warnings=False, include={"included_on", "indicated", "ground", "profile"}
        )
        if state.wlz
        else None,
        "labels": {
            partner: {
                "role": label.role.value,
                "system": label.system,
                "due": label.due.isoformat(),
                "registered_on": label.registered_on.isoformat() if label.registered_on else None,
                "overdue": label.overdue,
            }
            for partner, label in state.labels.items()
        },
        "actions": [
            {
                "action": action.number,
                "text": action.text,
                "owner": action.owner,
                "due": action.due.isoformat(),
                "completed_on": action.completed_on.isoformat() if action.completed_on else None,
                "overdue": action.overdue,
            }
            for action in state.actions.values()
        ],
        "housing": _housing(state.housing),
        "plan_due": state.plan_due.isoformat() if state.plan_due else None,
        "plan_overdue": state.plan_overdue,
        "review_due": state.review_due.isoformat() if state.review_due else None,
        "review_overdue": state.review_overdue,
        "crisis_conference": {
            "conference": state.conference.number,
            "due": state.conference.due.isoformat(),
            "overdue": state.conference.overdue,
        }
        if state.conference
        else None,
    }


def _housing(housing: Housing) -> dict[str, Any]:
    return {
        "profile": housing.profile.model_dump(
            mode="json", warnings=False, include={"who", "approach", "tried", "works"}
        )
        if housing.profile
        else None,
        "routes": [
            {
                "route": route.number,
                "track": route.track.value,
                "answers": route.answers.model_dump(mode="json", warnings=False),
                "next_step": route.next_step,
                "owner": route.owner,
                "due": route.due.isoformat(),
                "overdue": route.overdue,
                "result": route.result.value if route.result else None,
            }
            for route in housing.routes.values()
        ],
    }
