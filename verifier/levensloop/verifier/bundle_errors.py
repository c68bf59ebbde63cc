"""What can be wrong with a bundle beyond what a log itself can have wrong. `index`: the entry that it is about, if any."""

from datetime import datetime

from levensloop.verifier.errors import AuditError, Malformed


class AtEntry(AuditError):
    """Something with one entry of the log."""

    def __init__(self, index: int, text: str) -> None:
        super().__init__(f"Regel {index}: {text}.")
        self.index = index


class LineMalformed(Malformed):
    """A line of the file that is not spelt as the format says."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"Regel {line} van het bestand", why)


class UnknownVersion(AuditError):
    """A bundle of another version of the format: this verifier says nothing about it."""

    def __init__(self, found: object) -> None:
        super().__init__(f"Dit bestand heeft indeling {found!r:.40}; die kent deze controle niet.")


class Truncated(AuditError):
    """The file ends before its closing line."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Het bestand houdt na regel {line} op, zonder slotregel: er ontbreekt een stuk.")


class TrailingBytes(AuditError):
    """Something stands after the closing line."""

    def __init__(self) -> None:
        super().__init__("Na de slotregel staat nog iets in het bestand.")


class CountWrong(AuditError):
    """The closing line counts otherwise than what stands in the file."""

    def __init__(self, what: str, said: int, found: int) -> None:
        super().__init__(f"De slotregel telt {said} {what}, in het bestand staan er {found}.")


class DigestWrong(AuditError):
    """The closing line has another digest than the lines before it."""

    def __init__(self) -> None:
        super().__init__("De vingerafdruk in de slotregel is niet die van het bestand: het is onderweg veranderd.")


class NoTrust(AuditError):
    """The auditor said whom to believe in no way."""

    def __init__(self) -> None:
        super().__init__(
            "U gaf niet op wie u vertrouwt. De sleutels in het bestand zelf bewijzen niets: vraag die van het logboek en van de "
            "getuigen langs een andere weg, en geef ze met --trust."
        )


class KeyExpired(AuditError):
    """Signed outside the time for which the auditor trusts this key."""

    def __init__(self, key: str, at: datetime) -> None:
        super().__init__(f"De sleutel {key} ondertekende op {at:%d-%m-%Y %H:%M:%S} UTC, buiten de tijd dat hij geldt.")


class KeyRevoked(AuditError):
    """Signed by a key that was withdrawn, or that could have been by whoever got hold of it."""

    def __init__(self, key: str, at: datetime) -> None:
        super().__init__(
            f"De sleutel {key} is ingetrokken per {at:%d-%m-%Y %H:%M:%S} UTC, en niets bewijst dat deze ondertekening van daarvoor is."
        )


class KeyReplaced(AuditError):
    """A checkpoint of after its signer was replaced."""

    def __init__(self, key: str, until: int, size: int) -> None:
        super().__init__(
            f"De sleutel {key} is na {until} regels vervangen, en ondertekende dit controlepunt van {size} regels toch."
        )


class SuccessionRefused(AuditError):
    """The word of one key of the log for the next does not hold."""

    def __init__(self, why: str) -> None:
        super().__init__(f"De wissel van de sleutel van het logboek klopt niet: {why}.")


class ContinuationMissing(AuditError):
    """The bundle has no proof from the checkpoint that the auditor kept."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"Dit bestand bewijst niet dat het logboek een vervolg is op uw controlepunt van {size} regels. Vraag een bundel met "
            "--earlier en dat controlepunt."
        )


class OutOfOrder(AtEntry):
    """Entries stand in the file in the order of the log."""

    def __init__(self, index: int, before: int) -> None:
        super().__init__(index, f"hij staat na regel {before}; een regel staat één keer in de bundel, op volgorde")


class RecordMissing(AtEntry):
    """An entry that the scope of the bundle says is there."""

    def __init__(self, index: int) -> None:
        super().__init__(index, "hij hoort volgens de reikwijdte in deze bundel, en ontbreekt")


class PeriodUnproven(AtEntry):
    """A period that begins or ends at an entry where no witness bears out that it does, while the log goes on there."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(index, f"daar zou de periode {why}, en geen getuige bewijst dat")


class OutOfScope(AtEntry):
    """An entry, or the key of one, that the scope of the bundle says is not there."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(index, f"buiten de reikwijdte van deze bundel: {why}")


class RecordMalformed(AtEntry):
    """An entry that is rightly in the log, and no accountability record."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(index, f"dit is geen verantwoordingsregel in de voorgeschreven vorm: {why}")


class RecordOfAnother(AtEntry):
    """A record by another ZVH than the log is of."""

    def __init__(self, index: int, origin: str, others: str) -> None:
        super().__init__(index, f"dit is een verantwoording van {others}, in logboek {origin}")


class RecordFromTheFuture(AtEntry):
    """A record with a time after the checkpoint that already holds it."""

    def __init__(self, index: int, at: datetime, seen: datetime) -> None:
        super().__init__(
            index, f"hij draagt de tijd {at:%d-%m-%Y %H:%M:%S}, maar stond er al op {seen:%d-%m-%Y %H:%M:%S} UTC"
        )


class RecordKeyRefused(AtEntry):
    """The key that the bundle has for this record is not the one that the record was sealed with."""

    def __init__(self, index: int) -> None:
        super().__init__(index, "de meegegeven sleutel is niet die van deze regel; wie handelde is er niet mee te zien")


class RecordTampered(AtEntry):
    """The right key, and yet it does not open: so it was written."""

    def __init__(self, index: int) -> None:
        super().__init__(
            index, "de sleutel is de juiste, maar de versleutelde functie hoort niet bij de rest van de regel"
        )


class ErasureUnproven(AtEntry):
    """Said to be erased, while the log itself does not say so."""

    def __init__(self, index: int) -> None:
        super().__init__(
            index,
            "de functie zou vernietigd zijn, maar geen latere regel in deze bundel zegt dat die sleutel vernietigd is",
        )


class DestructionUndone(AtEntry):
    """The log says that the key was destroyed, and here it is."""

    def __init__(self, index: int, erased: int) -> None:
        super().__init__(
            index, f"de functie is te lezen, terwijl regel {erased} zegt dat de sleutel ervan vernietigd is"
        )


class PaperMissing(AtEntry):
    """A version of the matrix that a record names is not in the bundle."""

    def __init__(self, index: int, name: str) -> None:
        super().__init__(index, f"hij noemt {name}, en dat zit niet in de bundel")


class AuthorisationChanged(AuditError):
    """A text of who may do what is not the one that its name, and so the records, have the hash of."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"De tekst van autorisatie {version[:100]!r} heeft een andere hash dan haar naam: wie wat mocht is veranderd."
        )


class PaperChanged(AuditError):
    """A text in the bundle has another SHA-256 than stands beside it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"De tekst van {name} heeft een andere SHA-256 dan erbij staat.")


class PaperDistrusted(AuditError):
    """A text in the bundle is another than the auditor knows under this name: pinned, or installed with the verifier."""

    def __init__(self, name: str, which: str) -> None:
        super().__init__(f"De tekst van {name} is een andere dan die {which}.")
