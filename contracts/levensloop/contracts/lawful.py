"""What every accountability record says of why and by which right: purpose, article, version of the matrix (WGS 1.8(2)(4)).

The purpose is that of the activity in the register of processing activities, and the article that of the activity or of the question that
was asked, wherever nothing nearer names one: a line of the matrix, or the kind of event.
"""

from collections.abc import Mapping
from typing import Any

from levensloop.contracts.accountability import Operation
from levensloop.contracts.activities import activity_of
from levensloop.contracts.matrix.lines import VERSION

UNREADABLE = "unreadable"
"""`what` of the record of a message that could not be read: nothing can be said of why it was there."""

ARTICLES_OF_ACTIVITIES: Mapping[str, str] = {
    "melden-en-includeren": "WGS-2.31",
    "levensloopplan": "WGS-2.26",
    "op-en-afschalen": "WGS-2.26",
    "verhuizen": "WGS-2.28",
    "verstrekken": "WGS-1.7",
    "documenten": "WGS-2.26",
    "bewaren-en-vernietigen": "WGS-1.8-7",
    "cijfers": "WGS-1.12",
    "verantwoorden": "WGS-1.8-4",
}
"""Code of an activity in the register → the article of those in its row by which it mostly is done."""

ARTICLES_OF_QUESTIONS: Mapping[str, str] = {
    "inclusion.third-parties": "WGS-2.31-9",
    "handover.identity": "WGS-2.28-1",
    "disclosure.grounds": "WGS-2.29",
    "disclosure.corrections": "GDPR-16",
    "documents.transfer": "WGS-2.28",
    "audit.yearly": "WGS-1.12",
    "inzage": "AVG-15",
}
"""Question or tool → its own article, where that is another than the one of its activity."""


def usual(operation: Operation, what: str, activity: str | None = None) -> dict[str, Any]:
    """The fields `activity`, `purpose`, `article` and `matrix` of an `Account`, as far as nothing nearer says them."""
    of = activity or activity_of(what)
    if what == UNREADABLE:
        return {"activity": of}
    article = ARTICLES_OF_QUESTIONS.get(what) or ARTICLES_OF_ACTIVITIES[of]
    if operation is Operation.AUTHORISE:
        article = "WGS-1.8-2"
    return {"activity": of, "purpose": of, "article": article, "matrix": VERSION}


def with_usual(operation: Operation, what: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """These fields, and the usual ones where they say nothing."""
    known = {name: value for name, value in facts.items() if value is not None}
    return {**usual(operation, what, known.get("activity")), **known}
