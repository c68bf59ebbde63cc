"""What the log leads to beside what is there now: what services answer, case by case and over all, and what went out.

Services go on while this is compared. So what seems to differ is rebuilt and asked again: only what still differs then is named.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from nats.aio.client import Client

from levensloop.cli.asking import rows_of
from levensloop.cli.replaying.overall import overall
from levensloop.contracts.consulted import Asker
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging import client
from levensloop.infra.messaging.lists import AGENDA
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.unopened import Unopened
from levensloop.zvh.changes import Change, changes
from levensloop.zvh.outbox import out_changes, out_position
from levensloop.zvh.replay import Rebuilt, Replay
from levensloop.zvh.replay import replay as replay_log
from levensloop.zvh.services import CASE_SERVICES

TRIES = 3
"""How often what seems to differ is looked at. Default."""

UNREADABLE = "onleesbaar"
OVERALL = "alle casussen"

Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Compared:
    """What differs, by case id, and of what is about all cases under `OVERALL`. `cases`, `values`: how many were compared, of answers and
    of events to an organisation; `up_to`: the event in the log up to which what went out was. `unopened`: lines that do not open, by their
    places: the cases that they concern are not whole, are compared with nothing, and count for none of these."""

    differences: dict[str, list[Change]] = field(default_factory=dict)
    cases: int = 0
    values: int = 0
    up_to: int = 0
    _unopened: dict[int, Unopened] = field(default_factory=dict)

    @property
    def unopened(self) -> list[Unopened]:
        return [self._unopened[place] for place in sorted(self._unopened)]

    def miss(self, rebuilt: Replay) -> None:
        """What did not open in this reading too."""
        self._unopened |= {line.position: line for line in rebuilt.unopened}


async def compare(node: Node, nc: Client, rebuilt: Replay, by: Asker, case: UUID | None = None) -> Compared:
    """Every case of this replay; without `case` also what is about all of them. Raises `Refused`, `Unanswered`, `EventStoreError`,
    `MasterKeyProblem`."""
    found = Compared(up_to=await out_position(node))
    found.miss(rebuilt)
    listed = await _listed(node, nc, by, case)
    for each, state in rebuilt.cases.items():
        if different := await _tried(node, nc, by, each, state, listed.get(each, {}), found):
            found.differences[str(each)] = different
    for each in listed.keys() - rebuilt.cases.keys():
        again = await replay_log(node.log, node.me, each)
        found.miss(again)
        if not again.cases:  # else it began while this was read
            found.differences[str(each)] = [*changes(None, {**listed[each]})]
    if case is None:
        for _ in range(TRIES):
            asked = await overall(node, nc, by)
            different = [change for name, was, now in asked for change in changes(was, now, name)]
            if not different:
                break
        found.values += len(asked)
        if different:
            found.differences[OVERALL] = different
    return found


async def _tried(
    node: Node, nc: Client, by: Asker, case: UUID, rebuilt: Rebuilt, rows: Rows, found: Compared
) -> list[Change]:
    """What differs at each of so many looks. Of a case that is not whole services answer nothing, and what it leads to is not known."""
    for left in reversed(range(TRIES)):
        if rebuilt.broken is not None:
            return []
        different = await _case(node, nc, by, case, rebuilt, rows, found)
        if not different or not left:
            break
        again = await replay_log(node.log, node.me, case)
        found.miss(again)
        if case not in again.cases:
            return []  # it was destroyed meanwhile
        rebuilt, rows = again.cases[case], (await _listed(node, nc, by, case)).get(case, {})
    found.cases += 1
    return different


async def _case(
    node: Node, nc: Client, by: Asker, case: UUID, rebuilt: Rebuilt, listed: Rows, found: Compared
) -> list[Change]:
    """A destroyed case is in no list any more, and has nothing to show. Of a shielded one services refuse their views, and each such
    question would be one more refusal on record; its lists and its agenda are compared."""
    state = rebuilt.now
    was: dict[str, Any] = dict(state.rows(node.me, node.clock))
    now: dict[str, Any] = {name: listed.get(name, []) for name in was}
    if rebuilt.shielded(node.me) is None:
        was |= state.views()
        for service in CASE_SERVICES:
            for view in service.views:
                answer = await client.ask(nc, node.me, node.me, service.name, view, {"case": str(case)}, by=by)
                now[f"{service.name}.{view}"] = answer.model_dump() if isinstance(answer, Refusal) else answer
    different = [*changes(json.loads(json.dumps(was)), now)]
    found.values += len(was)
    if rebuilt.standing.phase is not Phase.DESTROYED:
        out, count = await out_changes(node, case)
        different += out
        found.values += count
    return different


async def _listed(node: Node, nc: Client, by: Asker, case: UUID | None) -> dict[UUID, dict[str, list[dict[str, Any]]]]:
    """Case → its rows in every list and on every agenda, without its number; one that a service cannot read has a row that says so."""
    found: dict[UUID, dict[str, list[dict[str, Any]]]] = {}
    only = {"case": str(case)} if case else {}
    for service in CASE_SERVICES:
        for name in (*service.lists, AGENDA):
            rows, unreadable = await rows_of(nc, node.me, service.name, name, by, **only)
            for row in [*rows, *({"case": each, UNREADABLE: True} for each in unreadable)]:
                mine = found.setdefault(UUID(row["case"]), {}).setdefault(f"{service.name}.{name}", [])
                mine.append({key: value for key, value in row.items() if key != "case"})
    return found
