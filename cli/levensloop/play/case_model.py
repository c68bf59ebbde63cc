"""A case file as it is played: steps in order of time, each with what it must lead to. The format: docs/case-file.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import Text
from levensloop.contracts.pseudonym import Pseudonym
from levensloop.contracts.registry import COMMANDS, EVENTS
from levensloop.contracts.roles import Role
from levensloop.contracts.standing import Phase
from levensloop.play.case_match import MORE
from levensloop.play.case_problems import unknown

_CASES = UUID("5a1e7c3d-94f2-4c0b-8a36-2d7b90e4f158")
OTHERS = "others"
NOTHING = "nothing"


def case_id(path: Path | str, alias: str) -> UUID:
    """The case that `alias` stands for: the same at every play of a file of this name. Real case ids are random."""
    return uuid5(_CASES, f"{Path(path).stem}/{alias}")


@dataclass(frozen=True, slots=True)
class Known:
    """What a case file may speak of. Without a readable topology `organisations` is empty and none is judged."""

    organisations: Mapping[str, Organisation]
    cases: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]


def _known(info: ValidationInfo) -> Known:
    assert isinstance(info.context, Known), "a part of a case file is validated with what is known"
    return info.context


def _organisation(value: str, info: ValidationInfo) -> str:
    organisations = _known(info).organisations
    if organisations and value not in organisations:
        raise ValueError(unknown("organisatie", value, organisations))
    return value


def _zvh(value: str, info: ValidationInfo) -> str:
    organisations = _known(info).organisations
    zvhs = [o.id for o in organisations.values() if o.role is Role.ZVH]
    if organisations and value not in zvhs:
        raise ValueError(unknown("ZVH", value, zvhs))
    return value


def _case(value: str, info: ValidationInfo) -> str:
    if value not in _known(info).cases:
        raise ValueError(unknown("casus", value, _known(info).cases))
    return value


def _command(value: str) -> str:
    if value not in COMMANDS:
        raise ValueError(unknown("opdracht", value, COMMANDS))
    return value


_EVENT_NAMES = frozenset(event.__name__ for event in EVENTS.values())


def _event(value: str) -> str:
    if value.removesuffix(MORE) not in _EVENT_NAMES:
        raise ValueError(unknown("gebeurtenis", value, _EVENT_NAMES))
    return value


def _amsterdam(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _list(value: object) -> object:
    return () if value == NOTHING else value


def _spread(named: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
    """Groups and `others` as the organisations that they stand for; an organisation's own line goes before its group's."""
    known = _known(info)
    own = {name: events for name, events in named.items() if name not in known.groups and name != OTHERS}
    words = [*known.organisations, *known.groups]
    if known.organisations and (strange := [name for name in own if name not in known.organisations]):
        raise ValueError("; ".join(unknown("organisatie of groep", name, words) for name in strange))
    spread: dict[str, tuple[str, ...]] = {}
    for group in (name for name in named if name in known.groups):
        for organisation in known.groups[group]:
            if organisation not in own and spread.setdefault(organisation, named[group]) != named[group]:
                raise ValueError(f"{organisation} zit in twee groepen die hier iets anders krijgen; noem die apart")
    spread.update(own)
    if OTHERS in named:
        if named[OTHERS]:
            raise ValueError(f"bij {OTHERS} kan alleen {NOTHING} staan; noem wie iets krijgt bij naam")
        spread = {organisation: spread.get(organisation, ()) for organisation in known.organisations}
    return spread


KnownOrganisation = Annotated[str, AfterValidator(_organisation)]
EventName = Annotated[str, AfterValidator(_event)]
Events = Annotated[tuple[EventName, ...], BeforeValidator(_list)]
Received = Annotated[dict[str, Events], AfterValidator(_spread)]
"""Organisation → class names of the events that it gets, in order; who is not in it, is not looked at."""
At = Annotated[datetime, AfterValidator(_amsterdam)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class By(_Part):
    """Who gives a command."""

    organisation: KnownOrganisation
    functionary: Text
    person: Pseudonym | None = None


class Expect(_Part):
    """What a step leads to. A command either records `events` (its own, in order) or is `refused` by a rule.

    `follows` is what policies and timers record because of it, at any ZVH, in any order: all of it. `arrives` is only
    about the organisations in it.
    """

    events: Events | None = None
    refused: Annotated[str | None, Field(pattern=r"^([A-Z]{3}-[0-9]+|GDPR-[0-9]+|WGS-[0-9]+\.[0-9]+-[0-9]+)$")] = None
    follows: Events = ()
    arrives: Received = {}

    def arrivals(self, organisations: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What those of these organisations get on which something is expected; in the order of `organisations`."""
        return {name: self.arrives[name] for name in organisations if name in self.arrives}


class Step(_Part):
    """At a moment (aware), somebody gives a command to a ZVH; or, with `wait`, only the clock moves on.

    `by`, `command`, `case` and `zvh` are all set for a command and all absent for a wait. `number` counts from 1.
    """

    number: int
    at: At
    note: Text | None = None
    wait: Text | None = None
    by: By | None = None
    command: Annotated[str, AfterValidator(_command)] | None = None
    case: Annotated[str, AfterValidator(_case)] | None = None
    zvh: Annotated[str, AfterValidator(_zvh)] | None = None
    data: dict[str, Any] = {}
    expect: Expect = Expect()

    @property
    def text(self) -> str:
        """What happens, in Dutch."""
        return self.wait or self.note or ""


class CaseAtEnd(_Part):
    """How a ZVH sees a case at the end."""

    phase: Phase
    director: Annotated[str, AfterValidator(_zvh)]


Cases = dict[Annotated[str, AfterValidator(_case)], CaseAtEnd]


class End(_Part):
    """What holds at the end: per ZVH its cases, per organisation all that it got, in order. What is not in it is not judged."""

    zvhs: dict[Annotated[str, AfterValidator(_zvh)], Cases] = {}
    organisations: Received = {}


class Head(_Part):
    """All of a case file but its steps and its end."""

    title: Text
    source: Text
    topology: Text
    cases: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], ...], Field(min_length=1)]
    groups: dict[str, tuple[KnownOrganisation, ...]] = {}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file that can be played: everything in it is known, and every default is filled in."""

    path: Path
    title: str
    source: str
    topology: Path
    cases: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    steps: tuple[Step, ...]
    end: End

    @property
    def case_ids(self) -> dict[str, UUID]:
        """Alias → case id."""
        return {alias: case_id(self.path, alias) for alias in self.cases}
