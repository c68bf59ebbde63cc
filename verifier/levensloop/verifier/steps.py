"""What a verification says as it goes: the checks in their order, what it came upon, and the first thing that failed."""

from dataclasses import dataclass
from enum import Enum

from levensloop.contracts.accountability import Account
from levensloop.verifier import bundle_errors as wrong
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.errors import AuditError, FromTheFuture, WrongOrigin


class Check(Enum):
    """In this order; the number is the exit status of a command when this check is the first to fail."""

    FORM = ("vorm", 10)
    TRUST = ("vertrouwen", 11)
    SIGNATURE = ("handtekening", 12)
    ORIGIN = ("logboek", 13)
    WITNESSES = ("getuigen", 14)
    TIMES = ("tijden", 15)
    HISTORY = ("geschiedenis", 16)
    PAPERS = ("matrix", 17)
    INCLUSION = ("regels in het logboek", 18)
    RECORDS = ("vorm van de regels", 19)
    WHO = ("wie handelde", 20)
    COVERAGE = ("gedekte berichten", 21)
    COMPLETE = ("volledigheid", 22)
    ERASURE = ("vernietiging", 23)

    def __init__(self, dutch: str, status: int) -> None:
        self.dutch, self.status = dutch, status


BELONGS: dict[type[AuditError], Check] = {
    WrongOrigin: Check.ORIGIN,
    FromTheFuture: Check.TIMES,
    wrong.KeyExpired: Check.TIMES,
    wrong.KeyRevoked: Check.TIMES,
    wrong.KeyReplaced: Check.TIMES,
    wrong.RecordFromTheFuture: Check.TIMES,
    wrong.LineMalformed: Check.FORM,
    wrong.Truncated: Check.FORM,
    wrong.TrailingBytes: Check.FORM,
    wrong.CountWrong: Check.FORM,
    wrong.DigestWrong: Check.FORM,
    wrong.PaperMissing: Check.PAPERS,
    wrong.RecordMissing: Check.COMPLETE,
    wrong.OutOfScope: Check.COMPLETE,
    wrong.PeriodUnproven: Check.COMPLETE,
}
"""What is another check's, wherever it shows."""


@dataclass
class Progress:
    """Which check is being done."""

    check: Check = Check.FORM


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that held; `text` says in Dutch what was checked."""

    check: Check
    text: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What this bundle does not let anybody check, or not whole; `text` says in Dutch what is missing. It is no failure."""

    check: Check
    text: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A record that is in the log. Believe it once everything was checked. `functionary`: None where it is erased or held back; `account`
    has it as erased in any case. `person`: likewise, and None where it is not known."""

    index: int
    account: Account
    functionary: str | None
    state: State
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """At the end, when everything holds: the newest checkpoint, as it was signed, for the auditor to keep."""

    note: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What this bundle proves, and what it cannot."""

    text: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The first thing that does not hold; nothing comes after it. `name` is that of its class."""

    check: Check
    name: str
    index: int | None
    text: str

    @classmethod
    def of(cls, error: AuditError, during: Check) -> "Failed":
        """What failed during a check."""
        return cls(BELONGS.get(type(error), during), type(error).__name__, error.index, str(error))
