"""The words of a question that judges. What was not looked at, or cannot be seen in the log, is never in order."""

IN_ORDER, NOT_IN_ORDER, UNJUDGED = "in orde", "niet in orde", "niet te beoordelen"

JUDGED = ("doel", "verhuizing", "voorwaarden")
"""Questions of which a row may say so."""


def judged(wrong: bool, unknown: bool = False) -> str:
    """The last cell of a row that is judged; what is wrong is wrong whatever else is unknown."""
    return NOT_IN_ORDER if wrong else UNJUDGED if unknown else IN_ORDER
