"""What the log itself says that an auditor will want to ask about. A finding is no failure: there may be a lawful reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from levensloop.contracts.accountability import Account, LogPurpose, Operation, Outcome
from levensloop.contracts.roles import ROLES, Role
from levensloop.verifier.papers import Codes

LATE = timedelta(hours=1)
"""A record that came into the log later than this after what it tells."""
UNSEEN = timedelta(days=2)
"""A record that no checkpoint in the bundle shows within this after what it tells: a bundle has one of every day."""
PURPOSE = "nl.levensloopaanpak.purpose-assessed.v1"
REPORT = "nl.levensloopaanpak.client-reported.v1"
NOT_BY_MATRIX = ("WGS-2.28", "WGS-2.31-11")
"""The articles by which a case goes to another ZVH, and a result to a third party: not by lines of the matrix, and whoever gets it stands
in the event that the record covers."""
INZAGE = "AVG-15"
"""The article by which a person sees what is kept of that person: no organisation gets it, and no line of the matrix gives it."""
BUNDLE = "audit.bundle"
"""`what` of the record that the making of a bundle leaves."""
MAKING = timedelta(hours=1)
"""That the log was read comes before the bundle is made; between them it waits for witnesses."""
CLOCKS = timedelta(minutes=5)
_SPECIAL = frozenset({"health", "police", "justice"})


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` tells findings apart; `text` is Dutch."""

    name: str
    index: int | None
    text: str


@dataclass
class Asking:
    """One log from its beginning, or a part of it. What it remembers grows with the number of cases and organisations, not of records."""

    matrices: Mapping[str, Codes]
    judged: frozenset[str]
    """The versions of the matrix that a rechtmatigheidsadviescommissie judged."""
    activities: frozenset[str]
    """Codes in the register of processing activities; empty where the bundle has none."""
    from_beginning: bool
    """Whether the bundle holds the first records of the cases in it."""
    _before: UUID | None = None
    _purposes: set[UUID] = field(default_factory=set)
    _asked: set[UUID] = field(default_factory=set)
    _roles: dict[str, str] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)
    _bundles: dict[UUID | None, dict[LogPurpose | None, datetime]] = field(default_factory=dict)

    def about(
        self, index: int, account: Account, since: datetime | None, seen: datetime | None = None
    ) -> Iterator[Finding]:
        """`since`: a moment at which a witness had seen the log without this record; `seen`: the first at which it had with."""
        if account.id == self._before:
            yield Finding("RecordRepeated", index, "dezelfde verantwoording als de regel ervoor")
        self._before = account.id
        if since is not None and account.at + LATE < since:
            yield Finding(
                "RecordLate", index, f"achteraf bijgeschreven: het gebeurde op {account.at:%d-%m-%Y %H:%M} UTC"
            )
        elif seen is not None and account.at + UNSEEN < seen:
            text = f"het zou van {account.at:%d-%m-%Y %H:%M} UTC zijn; dat het er was bewijst pas een getuige van {seen:%d-%m-%Y %H:%M}"
            yield Finding("RecordUnseen", index, text)
        if account.standing is not ROLES[account.role].standing:
            yield Finding(
                "StandingDiffers",
                index,
                f"{account.organisation} handelde in een andere hoedanigheid dan bij de rol hoort",
            )
        if account.operation is Operation.READ_LOG and account.log_purpose is None:
            yield Finding(
                "LogReadWithoutPurpose", index, "het logboek is gelezen zonder een van de vier doelen (1.8(4))"
            )
        if account.operation is Operation.REFUSE and account.rule is None:
            yield Finding("RefusedWithoutRule", index, "er is geweigerd zonder regel die zegt waarom")
        of_nobody = account.activity is None and account.case is None
        if self.activities and account.activity not in self.activities and not of_nobody:
            what = account.activity or "geen activiteit"
            yield Finding(
                "UnknownActivity", index, f"{what}: dat staat niet in het register van verwerkingsactiviteiten"
            )
        to_the_person = account.article == INZAGE and account.to is None
        otherwise = to_the_person or (account.article or "").startswith(NOT_BY_MATRIX)
        if account.operation is Operation.DISCLOSE and account.outcome is Outcome.DONE and not otherwise:
            yield from self._disclosed(index, account)
        if account.case is not None and self.from_beginning:
            yield from self._purpose(index, account, account.case)
        if account.operation is Operation.READ_LOG and account.what == BUNDLE:
            self._bundles.setdefault(account.case, {})[account.log_purpose] = account.at
        self._roles[account.organisation] = account.role.value

    def own_reading(self, case: UUID | None, made: datetime, purpose: LogPurpose) -> Iterator[Finding]:
        """After the last record, of a bundle over this case or over all: its making is a reading of the log, which leaves a record, with
        the purpose that the bundle says to be for."""
        readings = self._bundles.get(case, {})
        found = [why for why, at in readings.items() if made - MAKING <= at <= made + CLOCKS]
        if not found:
            yield Finding(
                "OwnReadingMissing",
                None,
                "de regel dat dit logboek voor deze bundel gelezen is, kort voor zij gemaakt is, zit er niet in (1.8(4))",
            )
        elif purpose not in found:
            named = ", ".join(why.value if why else "geen" for why in found)
            text = f"het bestand zegt voor doel {purpose.value} te zijn; de regel dat het logboek ervoor gelezen is zegt {named} (1.8(4))"
            yield Finding("OwnReadingDiffers", None, text)

    def _disclosed(self, index: int, account: Account) -> Iterator[Finding]:
        if account.to is None:
            yield Finding("DisclosedToNobody", index, "er is verstrekt zonder te zeggen aan wie")
        if account.matrix is None:
            yield Finding("DisclosedWithoutMatrix", index, "er is verstrekt zonder versie van de matrix")
            return
        if account.matrix not in self.judged and account.matrix not in self._named:
            self._named.add(account.matrix)
            yield Finding(
                "MatrixUnjudged", index, f"versie {account.matrix} van de matrix is nog niet getoetst (1.8(6))"
            )
        if not account.codes:
            yield Finding("DisclosedWithoutLine", index, "er is verstrekt zonder regel van de matrix (ALW-2)")
        matrix = self.matrices[account.matrix]
        allowed: set[str] = set()
        for code in account.codes:
            if code not in matrix.memberships:
                yield Finding("UnknownLine", index, f"regel {code} staat niet in versie {account.matrix} van de matrix")
                continue
            allowed |= matrix.special[code]
            if account.grants and matrix.memberships[code] not in account.grants:
                yield Finding(
                    "LineWithoutMembership", index, f"regel {code} geldt niet voor wie het op deze grond kreeg"
                )
            role = self._roles.get(account.to or "")
            if role is not None and role not in matrix.roles.get(code, ()):
                yield Finding("LineOfAnotherRole", index, f"regel {code} geeft niets aan {account.to} ({role})")
        for category in sorted(_SPECIAL & {category.value for category in account.categories} - allowed):
            yield Finding(
                "CategoryBeyondLines", index, f"categorie {category} ging mee, en geen van de regels draagt die"
            )

    def _purpose(self, index: int, account: Account, case: UUID) -> Iterator[Finding]:
        if account.what == PURPOSE and account.outcome is Outcome.DONE:
            self._purposes.add(case)
        collected = account.operation is Operation.COLLECT and account.role is not Role.ZVH and account.what != REPORT
        if collected and case not in self._purposes and case not in self._asked:
            self._asked.add(case)
            yield Finding(
                "CollectedBeforePurpose", index, "een partner leverde gegevens voordat het doel vaststond (REP-3, 2.25)"
            )
