"""The matrix read: which field of which event goes to which role, by which line. What no cell grants is withheld (ALW-2).

`versions.csv` says which versions there are; the folder of a version holds `grants.csv` (code → to whom, why, by which article) and
`matrix.csv` (event × field, a column per role, a cell holds codes). A version that was in use is never changed: a next one is added.
"""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from levensloop.contracts.categories import Category
from levensloop.contracts.roles import Role

_FOLDER = files("levensloop.contracts.matrix")
PROPOSAL = "voorstel"
"""The status of a version that no RAC judged (WGS 1.8(6))."""
ANCHOR = "at"
"""The field that everyone who gets an event gets: its row says who gets the event at all."""


class Grant(StrEnum):
    """To whom of a role a field goes: the membership by which it does."""

    TEAM = "team"
    """To a member of the case's team."""
    ADDRESSED = "addressed"
    """To the organisation that the event names as the one that must act."""
    REPORTER = "reporter"
    """To the organisation that reported the client."""
    RECEIVED = "received"
    """To every organisation that received anything of the case before, in the team or not."""
    ROLE = "role"
    """To every organisation of this role, whatever the team."""


class GroundKind(StrEnum):
    """What kind of ground a code has for care data and for the special categories that it carries; whether it holds is asked each time.

    For care data under professional secrecy (WGS 2.29(2)) the client's consent is a ground by any line, as long as it stands.
    """

    CONSENT = "consent"
    """The client's explicit consent and nothing else, whoever supplied it: as long as it stands (INF-2)."""
    LAW = "law"
    """A law that obliges or permits; `article` names it."""
    GOOD_CARE = "good-care"
    """Good care (goed hulpverlenerschap): while one of the facts in `when` is on record."""
    PARTICIPANTS = "participants"
    """What participants give each other for the purpose (WGS 1.7(1)); of who is bound by secrecy, by a fact as with good care."""
    OWN = "own"
    """It goes back to who gave it."""


class Fact(StrEnum):
    """What must be on record in the case for good care to be a ground (WGS 2.29(2)); see `contracts.good_care`."""

    CARES = "cares"
    """The recipient is bound by professional secrecy itself, and cares for the client with the others."""
    DANGER = "danger"
    """Serious danger: a signal that is serious or acute, a crisis conference, a crisis scenario."""
    TABLE = "table"
    """The recipient sat at the table where it was said, by who is bound."""
    TASK = "task"
    """The event gives the recipient its own task, or is about that."""
    BED = "bed"
    """It is about a secure bed that was asked for the client."""


class Delivery(StrEnum):
    """How what a code gives reaches the recipient."""

    LETTER = "letter"
    """In the letter that tells of the event."""
    PULL = "pull"
    """When the recipient asks for it, as it may be seen at that moment; the letter tells that there is something."""


@dataclass(frozen=True, slots=True)
class Code:
    """One line of `grants.csv`. `special`: which of health, police and justice data it may carry, on the ground named. `kind`: of that
    ground, and of that for care data; `when`: the facts of which one must be there for it."""

    name: str
    to: Grant
    delivery: Delivery
    purpose: str
    article: str
    special: frozenset[Category]
    kind: GroundKind | None
    ground: str
    when: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of `matrix.csv`: a leaf of an event, such as `plan.approach`, its category, and per role the codes that grant it."""

    path: str
    category: Category
    cells: Mapping[Role, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """One line of `versions.csv`. `rac`: the reference of the RAC's judgement (WGS 1.8(6)); empty as long as it is a proposal."""

    number: str
    day: date
    decided_by: str
    rac: str
    status: str
    what: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One version: its codes by name, and per event (kebab, without version) its fields."""

    version: str
    codes: Mapping[str, Code]
    events: Mapping[str, tuple[Field, ...]]

    def given(
        self, event: str, role: Role, grounds: Collection[Grant], *, pulled: bool = False
    ) -> Mapping[str, tuple[Code, ...]]:
        """Path of each field that goes to this role by these memberships, with the codes by which; nothing without the event.

        In the letter; `pulled`: when it asks for all that it may see.
        """
        found = {
            field.path: tuple(
                code
                for code in self.cell(field, role)
                if code.to in grounds and (pulled or code.delivery is Delivery.LETTER)
            )
            for field in self.events[event]
        }
        return {path: codes for path, codes in found.items() if codes} if found[ANCHOR] else {}

    def cell(self, field: Field, role: Role) -> tuple[Code, ...]:
        """The codes in one cell; none for a role without a column."""
        return tuple(self.codes[name] for name in field.cells.get(role, ()))

    def grounds(self, event: str, role: Role) -> frozenset[Grant]:
        """The memberships that matter for this event and role."""
        return frozenset(code.to for field in self.events[event] for code in self.cell(field, role))


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines(), restval="")


def read_version(row: Mapping[str, str]) -> Version:
    """Raises ValueError for one that nobody decided, or that is said to be more than a proposal before the RAC judged it (WGS 1.8(6))."""
    found = Version(
        row["version"],
        date.fromisoformat(row["date"]),
        row["decided_by"],
        row["rac_reference"],
        row["status"],
        row["what"],
    )
    if not found.decided_by:
        raise ValueError(f"version {found.number}: who decided?")
    if not found.rac and found.status != PROPOSAL:
        raise ValueError(f"version {found.number}: without the reference of the RAC it is a {PROPOSAL}")
    return found


@cache
def versions() -> tuple[Version, ...]:
    """Oldest first."""
    return tuple(read_version(row) for row in _rows("versions.csv"))


VERSION = versions()[-1].number
"""The version by which is disclosed now; every accountability record names it."""


@cache
def matrix(version: str = VERSION) -> Matrix:
    """Raises KeyError for a version that is not kept here."""
    if not _FOLDER.joinpath(f"v{version}").is_dir():
        raise KeyError(version)
    codes = {row["code"]: _code(row) for row in _rows(f"v{version}/grants.csv")}
    events: dict[str, list[Field]] = {}
    for row in _rows(f"v{version}/matrix.csv"):
        event, path, category = row.pop("event"), row.pop("field"), Category(row.pop("category"))
        cells = {Role(role): tuple(cell.split()) for role, cell in row.items()}
        events.setdefault(event, []).append(Field(path, category, cells))
    return Matrix(version, codes, {event: tuple(fields) for event, fields in events.items()})


def _code(row: Mapping[str, str]) -> Code:
    special = frozenset(Category(word) for word in row["special"].split())
    kind = GroundKind(row["kind"]) if row["kind"] else None
    delivery = Delivery(row["delivery"])
    when = tuple(Fact(word) for word in row["when"].split())
    to, law = Grant(row["to"]), row["article"]
    return Code(row["code"], to, delivery, row["purpose"], law, special, kind, row["ground"], when)
