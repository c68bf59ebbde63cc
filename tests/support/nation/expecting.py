"""What must come of each step, by folding every client's story through the services without a server (support.dry_run).

The stories do not touch one another, so each is folded on its own; terms that run out become `wait` steps, at the moment and in
the order in which the player lets them run out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from levensloop.contracts.calendar import AMSTERDAM
from levensloop.play.case_match import MORE
from levensloop.play.case_model import CaseFile, End, Known, Step
from support.came_of import CameOf
from support.dry_run import DryRun, Due
from support.nation.telling import Telling

RECEIPT = "CaseStreamReceived"
"""How many receipts there are for one stretch depends on how much was there when each was written (MOV-2)."""

Steps = list[dict[str, Any]]


class _Story:
    """One client's, as far as it was folded."""

    def __init__(self, tale: Telling, file: Path, topology: Path, last: datetime) -> None:
        self.tale, self._last = tale, last
        empty = CaseFile(file, "", "", topology, (tale.alias,), {}, (), End())
        steps = tuple(_step(number, step, tale.alias) for number, step in enumerate(tale.steps, 1))
        self.steps = list(zip(steps, tale.steps, strict=True))
        self.dry = DryRun(CaseFile(file, "", "", topology, empty.cases, {}, steps, End()))
        self.due: list[Due] = []

    def play(self, step: Step) -> CameOf:
        came = self.dry.play(step)
        self.due = list(self.dry.due(self._last))
        return came

    def fire(self, due: Due) -> CameOf:
        came = self.dry.fire(due)
        self.due = list(self.dry.due(self._last))
        return came

    @property
    def next(self) -> Due | None:
        return min(self.due, key=_order, default=None)


def expected(tales: Iterable[Telling], file: Path, topology: Path, last: datetime) -> Steps:
    """All stories as one, in order of time, each step with what must come of it. Raises `ValueError` where a story goes
    otherwise than its teller meant."""
    stories = [_Story(tale, file, topology, last) for tale in tales]
    timeline = sorted(
        ((step, raw, story) for story in stories for step, raw in story.steps), key=lambda item: item[0].at
    )
    told: Steps = []
    for step, raw, story in timeline:
        told += _until(stories, step.at)
        told.append({**raw, "expect": _of_command(raw, story.play(step))})
    return [*told, *_until(stories, last)]


def _until(stories: Sequence[_Story], moment: datetime) -> Steps:
    """A wait for every moment at which terms run out until then."""
    waits: dict[datetime, list[CameOf]] = {}
    while True:
        found = min(
            ((story.next, story) for story in stories if story.next and story.next[0] <= moment),
            key=lambda item: _order(item[0]),
            default=None,
        )
        if found is None:
            break
        due, story = found
        waits.setdefault(due[0], []).append(story.fire(due))
    return [_wait(at, came) for at, came in waits.items()]


def _order(due: Due) -> tuple[datetime, str, str, str, str]:
    """As the player goes."""
    at, zvh, case, service, timer = due
    return at, zvh, service.name, str(case), timer


def _wait(at: datetime, came: Sequence[CameOf]) -> dict[str, Any]:
    arrived: dict[str, list[str]] = {}
    for one in came:
        for organisation, names in one.arrived.items():
            arrived.setdefault(organisation, []).extend(names)
    follows = [name for one in came for name in one.follows]
    expect = {"follows": _with_receipts(follows), "arrives": _arrives(arrived)}
    return {"at": at.astimezone(AMSTERDAM).isoformat(), "wait": "Er loopt een termijn af.", "expect": expect}


def _of_command(raw: Mapping[str, Any], came: CameOf) -> dict[str, Any]:
    meant = raw["expect"]
    if came.early:
        raise ValueError(f"{raw['note']}: terms ran out before it: {came.early}")
    if "refused" in meant:
        if came.refusal is None or came.refusal.rule != meant["refused"]:
            raise ValueError(f"{raw['note']}: {meant['refused']} was meant, {came.refusal} came")
        return {"refused": meant["refused"], "arrives": {"others": "nothing"}}
    if came.refusal is not None or meant["leads_to"] not in came.events:
        raise ValueError(
            f"{raw['note']} ({raw['at']}): {meant['leads_to']} was meant, {came.refusal or came.events} came"
        )
    expect: dict[str, Any] = {"events": came.events}
    if came.follows:
        expect["follows"] = _with_receipts(came.follows)
    return {**expect, "arrives": _arrives(came.arrived)}


def _arrives(arrived: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {**{who: _with_receipts(names) for who, names in sorted(arrived.items())}, "others": "nothing"}


def _with_receipts(names: Sequence[str]) -> list[str]:
    return [name + MORE if name == RECEIPT else name for name in names]


def _step(number: int, raw: Mapping[str, Any], alias: str) -> Step:
    return Step.model_validate({**raw, "number": number, "expect": {}}, context=Known({}, (alias,), {}))
