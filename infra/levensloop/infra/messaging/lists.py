"""Questions over all cases, and the agenda: rows that a service makes of each case, a page at a time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.event import CaseId
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Phase, shielded
from levensloop.infra.messaging.agenda import AgendaItem
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.messaging.overview import Overview
from levensloop.infra.messaging.service import S, Service
from levensloop.infra.messaging.views import Ask, only_itself

PAGE_BYTES = 512 * 1024
"""An answer stays well below the server's limit of 1 MB for one message."""

AGENDA = "agenda"
"""The list that every service answers."""

SHIELDED = "shielded"
"""The only thing that a list says of a shielded case: by which rule."""

Rows = Callable[[S], Sequence[dict[str, Any]]]


class ListQuestion(BaseModel):
    """`after`: the `next` of the page before. `case`: the rows of this case only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    after: Annotated[int, Field(ge=0)] = 0
    case: CaseId | None = None


def list_asks(service: Service[S], log: CaseLog, me: str, clock: Clock) -> Mapping[str, Ask]:
    """The lists of a service and its agenda, each asked with a `ListQuestion`, by the ZVH itself only.

    Of a shielded case a list says only that, in one row `{"case", "shielded": rule}` (MOV-7, EXT-3); on the agenda it has nothing.

    `{"rows": […], "unreadable": […], "next"}`: rows with their `case`, the cases that hold an event which this software cannot
    read; ask again with `after` = `next` until it is null.
    """
    overview = Overview(service, log)
    lists: dict[str, Rows[S]] = {name: seen_by(me, rows) for name, rows in service.lists.items()}
    lists[AGENDA] = lambda state: agenda_rows(service, state, me, clock)
    return {name: _asked(overview, rows, me) for name, rows in lists.items()}


def seen_by(me: str, rows: Callable[[S, str], Sequence[dict[str, Any]]]) -> Rows[S]:
    """The rows of a case that may be seen here."""

    def seen(state: S) -> Sequence[dict[str, Any]]:
        rule = shielded(state.standing, me)
        if state.standing.phase is Phase.DESTROYED:
            return ()
        return rows(state, me) if rule is None else [{SHIELDED: rule}]

    return seen


def agenda_rows(service: Service[S], state: S, me: str, clock: Clock) -> list[dict[str, Any]]:
    """What is due and overdue in one case, where `me` directs it (MOV-5) and it is open, or where another asks `me` something
    (MOV-1). Moments in ISO 8601, UTC. `waiting`: only where several must do it."""
    standing, items = state.standing, list[AgendaItem]()
    if standing.director != me:
        items += service.agenda_elsewhere(state, me)
    elif not shielded(standing, me):
        items += service.agenda(state, service.deadlines(state, me), me)
    if shielded(standing, me):
        items += service.agenda_kept(state, service.deadlines(state, me), me)
    return [
        {
            "what": item.what,
            "due": item.due.isoformat(),
            "owner": item.owner,
            "rule": item.rule,
            "overdue": item.overdue or item.due <= clock.now(),
            **({"waiting": [*item.waiting]} if item.waiting else {}),
        }
        for item in items
        if item.ahead is None or item.due - clock.now() <= item.ahead
    ]


def _asked(overview: Overview[S], rows: Rows[S], me: str) -> Ask:
    async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if refusal := only_itself(organisation, me):
            return refusal
        try:
            question = ListQuestion.model_validate(body)
        except ValidationError as error:
            fields = wrong_fields(error)
            return refuse("INV-1", f"De vraag klopt niet: {fields}.", fields=fields)
        return page(await overview.current(), rows, question)

    return ask


def page(states: Mapping[CaseId, S | None], rows: Rows[S], question: ListQuestion) -> dict[str, Any]:
    """The cases after `after` whose rows fit in one answer, at least one."""
    shown: list[dict[str, Any]] = []
    unreadable: list[str] = []
    size = 0
    for number, case, state in _cases(states, question):
        found = [{"case": str(case), **row} for row in rows(state)] if state is not None else []
        size += sum(len(json.dumps(row)) for row in found)
        if shown and size > PAGE_BYTES:
            return {"rows": shown, "unreadable": unreadable, "next": number}
        shown.extend(found)
        unreadable.extend([str(case)] if state is None else [])
    return {"rows": shown, "unreadable": unreadable, "next": None}


def _cases(states: Mapping[CaseId, S | None], question: ListQuestion) -> Iterator[tuple[int, CaseId, S | None]]:
    """How many cases come before it, the case, its state."""
    for number, (case, state) in enumerate(states.items()):
        if number >= question.after and question.case in (None, case):
            yield number, case, state
