"""What each service calls the part of a case that is its own."""

AGGREGATES: dict[str, str] = {
    "inclusion": "case",
    "plan": "plan",
    "signals": "watch",
    "handover": "handover",
    "disclosure": "grounds",
    "monitor": "report",
    "retention": "retention",
}
"""Service → its aggregate, the third token of an event's subject. A report is about no case; it has a random id all the same."""
