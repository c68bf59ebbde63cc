"""Reading a case file: every problem in it at once, by file, step and field. Pure: no server is needed for it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from levensloop.contracts.decision import Organisation
from levensloop.contracts.registry import COMMANDS
from levensloop.infra.messaging.node import organisations_of
from levensloop.infra.nodes.errors import TopologyError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_model import (
    OTHERS,
    At,
    CaseFile,
    End,
    Expect,
    Head,
    Known,
    Step,
    case_id,
)
from levensloop.play.case_problems import CaseFileError, Place, Problem, in_dutch
from levensloop.play.case_yaml import read_yaml
from levensloop.play.earlier import KINDS, NOBODY, filled, kinds_named

__all__ = ["CaseFile", "CaseFileError", "End", "Expect", "Step", "case_id", "load_case_file"]

_AT: TypeAdapter[datetime] = TypeAdapter(At)
_OF_COMMAND = ("note", "by", "command", "case", "zvh", "data")

M = TypeVar("M", bound=BaseModel)


def load_case_file(path: Path | str) -> CaseFile:
    """The case file, checked against the topology it names. Raises `CaseFileError` with all that is wrong with it."""
    path = Path(path)
    raw = read_yaml(path)
    problems: list[Problem] = []
    topology = path.parent / str(raw.get("topology", ""))
    known = Known(_organisations(raw, topology, problems), _words(raw.get("cases")), _groups(raw.get("groups")))
    head = _part(Head, {k: v for k, v in raw.items() if k not in ("steps", "end")}, known, None, problems)
    problems += _group_problems(known)
    steps = _steps(raw.get("steps"), known, problems)
    end = _part(End, raw.get("end", {}), known, None, problems, "end")
    if problems or head is None or end is None:
        raise CaseFileError(path, problems)
    return CaseFile(path, head.title, head.source, topology.resolve(), head.cases, head.groups, steps, end)


def _organisations(raw: Mapping[str, Any], topology: Path, problems: list[Problem]) -> dict[str, Organisation]:
    if not isinstance(raw.get("topology"), str):
        return {}
    try:
        found = load_topology(topology)
    except TopologyError as error:
        problems += (Problem(None, "topology", f"{error.source}: {problem}") for problem in error.problems)
        return {}
    return organisations_of(found)


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _groups(value: object) -> dict[str, tuple[str, ...]]:
    return {str(name): _words(members) for name, members in value.items()} if isinstance(value, dict) else {}


def _group_problems(known: Known) -> Iterator[Problem]:
    for name in known.groups:
        if name in known.organisations or name == OTHERS:
            yield Problem(None, f"groups.{name}", "deze naam is al bezet; geef de groep een andere")


def _steps(raw: object, known: Known, problems: list[Problem]) -> tuple[Step, ...]:
    if not isinstance(raw, list) or not raw:
        problems.append(Problem(None, "steps", "ontbreekt, of is geen lijst van stappen"))
        return ()
    steps: list[Step | None] = []
    before: datetime | None = None
    for number, item in enumerate(raw, 1):
        place = Place(number, str(item.get("at", "zonder tijd")) if isinstance(item, dict) else "geen stap")
        if not isinstance(item, dict):
            problems.append(Problem(place, "", "moet velden met waarden hebben"))
            continue
        if "number" in item:
            problems.append(Problem(place, "number", "dit veld bestaat niet; stappen nummeren zichzelf"))
        steps.append(_step({**item, "number": number}, known, place, problems))
        before = _in_order(item.get("at"), before, place, problems)
    return tuple(step for step in steps if step is not None)


def _step(raw: dict[str, Any], known: Known, place: Place, problems: list[Problem]) -> Step | None:
    if "wait" in raw:
        problems += (Problem(place, name, "hoort niet bij wait") for name in _OF_COMMAND if name in raw)
        problems += _wait_problems(raw.get("expect"), place)
        return _part(Step, raw, known, place, problems)
    filled = _filled(raw, known)
    needed = ("note", "by", "command", "case", "expect")
    problems += (Problem(place, name, "ontbreekt") for name in needed if filled.get(name) is None)
    problems += _zvh_problems(filled, known, place)
    problems += _answer_problems(raw.get("expect"), place)
    problems += _data_problems(raw, place)
    return _part(Step, filled, known, place, problems)


def _part(
    model: type[M], raw: object, known: Known, place: Place | None, problems: list[Problem], *prefix: str
) -> M | None:
    """The part as its model, or `None` after noting what is wrong with it."""
    try:
        return model.model_validate(raw, context=known)
    except ValidationError as error:
        problems += in_dutch(error, place, *prefix)
        return None


def _filled(raw: dict[str, Any], known: Known) -> dict[str, Any]:
    """With the defaults: the file's only case, and the ZVH of the organisation that acts."""
    filled = dict(raw)
    if len(known.cases) == 1:
        filled.setdefault("case", known.cases[0])
    acts = _acts(raw, known)
    if acts is not None and acts.zvh is not None:
        filled.setdefault("zvh", acts.zvh)
    return filled


def _acts(raw: Mapping[str, Any], known: Known) -> Organisation | None:
    by = raw.get("by")
    return known.organisations.get(str(by.get("organisation"))) if isinstance(by, dict) else None


def _zvh_problems(filled: Mapping[str, Any], known: Known, place: Place) -> Iterator[Problem]:
    acts = _acts(filled, known)
    if acts is not None and filled.get("zvh") is None:
        yield Problem(place, "zvh", f"ontbreekt; {acts.id} werkt met elk ZVH")


def _in_order(raw: object, before: datetime | None, place: Place, problems: list[Problem]) -> datetime | None:
    """The latest time so far. A time that cannot be read is a problem of its own."""
    try:
        at = _AT.validate_python(raw)
    except ValidationError:
        return before
    if before is not None and at < before:
        problems.append(Problem(place, "at", "ligt vóór de stap ervoor; zet de stappen op volgorde van tijd"))
        return before
    return at


def _answer_problems(expect: object, place: Place) -> Iterator[Problem]:
    if not isinstance(expect, dict):
        return  # missing or malformed: its model says so
    if "events" in expect and "refused" in expect:
        yield Problem(place, "expect", "een opdracht leidt tot events óf wordt refused; noem er één")
    elif "events" not in expect and "refused" not in expect:
        yield Problem(place, "expect", "noem events (leeg als er niets verandert) of refused")


def _wait_problems(expect: object, place: Place) -> Iterator[Problem]:
    for name in ("events", "refused"):
        if isinstance(expect, dict) and name in expect:
            yield Problem(place, f"expect.{name}", "bij wait geeft niemand een opdracht; gebruik follows of arrives")


def _data_problems(raw: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """The data must fit the command, except where the case file tries bad input on purpose (INV-1)."""
    expect, data = raw.get("expect"), raw.get("data", {})
    command = COMMANDS.get(str(raw.get("command")))
    on_purpose = isinstance(expect, dict) and expect.get("refused") == "INV-1"
    if command is None or on_purpose or not isinstance(data, dict):
        return
    for kind in sorted({*kinds_named(data)} - KINDS):
        yield Problem(place, "data", f"last: {kind} is geen soort gebeurtenis; docs/events.md noemt ze")
    try:
        command.model_validate_json(json.dumps(filled(data, lambda _: NOBODY), default=str))
    except ValidationError as error:
        yield from in_dutch(error, place, "data")
