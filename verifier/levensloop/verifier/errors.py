"""What can be wrong with what a log shows; each says in Dutch what fails, and its class is the name of the failure."""


class AuditError(Exception):
    """Any of the below; `str()` is a Dutch text for who checks. `index`: the entry that it is about, where it is about one."""

    index: int | None = None


class Malformed(AuditError):
    """It does not have the form that its specification asks for; nothing of it is believed."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} heeft niet de voorgeschreven vorm: {why}.")


class InclusionRefused(AuditError):
    """The proof does not show that this entry stands in this tree."""

    def __init__(self, index: int, size: int, why: str) -> None:
        super().__init__(f"Regel {index} staat niet aantoonbaar in het logboek van {size} regels: {why}.")
        self.index = index


class ConsistencyRefused(AuditError):
    """The proof does not show that the larger tree begins with the smaller."""

    def __init__(self, smaller: int, larger: int, why: str) -> None:
        super().__init__(
            f"Het logboek van {larger} regels is niet aantoonbaar een vervolg op dat van {smaller} regels: {why}."
        )


class NotSigned(AuditError):
    """There is no signature by any of the keys that are trusted for it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} draagt geen handtekening van een sleutel die u vertrouwt.")


class BadSignature(AuditError):
    """A signature says to be by a key that is trusted, and is not."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"De handtekening op naam van {name!r} klopt niet: de tekst is gewijzigd, of een ander heeft ondertekend."
        )


class WrongOrigin(AuditError):
    """Rightly signed, but about another log than the one that is asked about or that the key is of."""

    def __init__(self, origin: str, expected: str) -> None:
        super().__init__(f"Het controlepunt is van logboek {origin!r}, en niet van {expected!r}.")


class FromTheFuture(AuditError):
    """A witness's time lies after the moment of checking."""

    def __init__(self, name: str, timestamp: int) -> None:
        super().__init__(f"De medeondertekening van {name!r} draagt een tijd in de toekomst ({timestamp}).")


class QuorumMissed(AuditError):
    """Fewer witnesses cosigned than the policy asks for."""

    def __init__(self, quorum: str, cosigned: tuple[str, ...]) -> None:
        who = ", ".join(cosigned) if cosigned else "niemand"
        super().__init__(
            f"Te weinig getuigen ondertekenden het controlepunt mee: het beleid vraagt {quorum!r}, er tekende: {who}."
        )


class EntryTooLarge(AuditError):
    """A bundle of entries has two bytes for the length of each."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"Een regel van {length} bytes past niet in het logboek: het meeste is {most}.")


class TileMissing(AuditError):
    """A file that a log of this size has is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Het bestand {path!r} van het logboek ontbreekt.")


class TileDamaged(AuditError):
    """A file of the log has not the length or the form that it should have."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Het bestand {path!r} van het logboek is beschadigd: {why}.")


class RolledBack(AuditError):
    """A log that was longer before."""

    def __init__(self, before: int, now: int) -> None:
        super().__init__(f"Het logboek is teruggedraaid: het had {before} regels en toont er nu {now}.")


class SplitView(AuditError):
    """Two heads of one log with the same number of entries and different roots: two histories, both signed."""

    def __init__(self, origin: str, size: int) -> None:
        super().__init__(
            f"Logboek {origin!r} toont twee geschiedenissen: twee controlepunten van {size} regels met verschillende wortels. "
            "Bewaar beide: samen zijn ze het bewijs."
        )


class EntryChanged(AuditError):
    """An entry is not the one that the log's own hashes are of."""

    def __init__(self, index: int) -> None:
        super().__init__(f"Regel {index} is gewijzigd: hij past niet bij de hash die het logboek ervan heeft.")
        self.index = index


class RootRefused(AuditError):
    """The files agree among themselves, and are not those that the checkpoint was signed for."""

    def __init__(self, size: int) -> None:
        super().__init__(f"De {size} regels van het logboek geven een andere wortel dan het ondertekende controlepunt.")


class CoverageRefused(AuditError):
    """A checkpoint says of a stream what does not follow from the records; or an entry covers a position otherwise than one before it."""

    def __init__(self, stream: str, index: int | None = None, position: int | None = None) -> None:
        super().__init__(
            f"Wat het controlepunt over {stream} zegt, volgt niet uit de regels van het logboek."
            if position is None
            else f"Regel {index} dekt {stream} {position}, waar volgens een eerdere regel een ander bericht stond."
        )
        self.index = index
