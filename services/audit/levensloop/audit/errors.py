"""What can be wrong with what a log shows; each says in Dutch what fails, and its class is the name of the failure."""


class AuditError(Exception):
    """Any of the below; `str()` is a Dutch text for who checks."""


class Malformed(AuditError):
    """It does not have the form that its specification asks for; nothing of it is believed."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} heeft niet de voorgeschreven vorm: {why}.")


class InclusionRefused(AuditError):
    """The proof does not show that this entry stands in this tree."""

    def __init__(self, index: int, size: int, why: str) -> None:
        super().__init__(f"Regel {index} staat niet aantoonbaar in het logboek van {size} regels: {why}.")


class ConsistencyRefused(AuditError):
    """The proof does not show that the larger tree begins with the smaller."""

    def __init__(self, smaller: int, larger: int, why: str) -> None:
        super().__init__(
            f"Het logboek van {larger} regels is niet aantoonbaar een vervolg op dat van {smaller} regels: {why}."
        )
