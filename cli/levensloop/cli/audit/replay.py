"""`levensloop audit replay`: the log in order, and the state it leads to, rebuilt from nothing but the log; at any moment, between
two, and against what is there now."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import typer

from levensloop.cli.events import moment
from levensloop.cli.options import (
    AsJson,
    Functionary,
    KeysDirectory,
    LogPurposeOption,
    NodeName,
    TopologyFile,
    keys_of,
)
from levensloop.cli.person import Person
from levensloop.cli.reach import known, node_client, own_node
from levensloop.cli.replaying.broken import show_broken, show_line
from levensloop.cli.replaying.comparing import Compared
from levensloop.cli.replaying.comparing import compare as compare_with
from levensloop.cli.replaying.shown import show_changes, show_event, show_states
from levensloop.cli.screen import Names, names_of, wide_console
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.consulted import Asker
from levensloop.contracts.roles import Role
from levensloop.infra.eventstore.append import BATCH
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.unopened import Unopened
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.changes import changes
from levensloop.zvh.replay import Replay, read_events
from levensloop.zvh.replay import replay as replay_log

WHAT = "audit.replay"

SEE_SHIELDED = frozenset({LogPurpose.LAWFULNESS, LogPurpose.LEGAL_PROCEEDINGS})
"""The purposes for which a shielded case is shown to whoever names it. For the other two it need not be read: how many events there are
and their digest is enough for integrity. The Act does not say so; it is the narrow reading of 1.8(7) and 2.31(8)."""
DESTROYED = "WGS-1.8-7"


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, why, and at which case alone."""

    by: Asker
    purpose: LogPurpose
    case: UUID | None

    def shielded(self, found: Replay) -> dict[UUID, str | None]:
        """Case → the rule by which it is not shown."""
        named = self.case if self.purpose in SEE_SHIELDED else None
        rules = {case: found.shielded(case) for case in found.cases}
        return {case: None if case == named and rule != DESTROYED else rule for case, rule in rules.items()}


def replay(
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    case: Annotated[UUID | None, typer.Option(help="alleen deze casus; alleen zo is een afgeschermde te zien")] = None,
    until: Annotated[str | None, typer.Option(help="tot en met dit moment (ISO 8601)")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="toon alleen wat er sinds dit moment veranderde aan de stand")
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="leg de herbouwde stand naast wat er nu is; status 1 bij verschil"),
    ] = False,
    person: Person = None,
    keys: KeysDirectory = None,
    as_json: AsJson = False,
) -> None:
    """Speel het logboek van een ZVH opnieuw af: de gebeurtenissen op volgorde en de stand waartoe ze leiden, als bij
    `case show`."""
    found = load_topology(topology)
    if known(found, node).role is not Role.ZVH:
        raise NodesError(f"{node} is geen Zorg- en Veiligheidshuis en heeft dus geen logboek van casussen.")
    end = moment("--until", until) if until else None
    start = moment("--since", since) if since else None
    if compare and (end or start):
        raise NodesError("--compare gaat over nu; laat --until en --since weg.")
    looking = Looking(Asker(functionary=functionary, person=person, capacity=Capacity.TESTING), purpose, case)
    files = keys_of(topology, keys)

    async def run() -> Compared | bool:
        async with own_node(found, node, files, log=True) as here:
            if not compare:
                return await show(here, looking, end, start, as_json=as_json)
            rebuilt = await _read(here, looking, None, None)
            async with node_client(found, node, files) as nc:
                return await compare_with(here, nc, rebuilt, looking.by, looking.case)

    result = asyncio.run(run())
    sound = result if isinstance(result, bool) else _show_compared(result, names_of(found), as_json=as_json)
    raise typer.Exit(0 if sound else 1)


async def _read(here: Node, looking: Looking, until: datetime | None, since: datetime | None) -> Replay:
    """The whole of it is read, and accounted for, before anything is shown (WGS 1.8(4))."""
    result = await replay_log(here.log, here.me, looking.case, until, since)
    await _account(here, result, looking)
    return result


async def _account(node: Node, result: Replay, looking: Looking) -> None:
    """One record of the reading and its purpose, and for each case that is shown one of that, with the categories in it."""
    by, why = looking.by, looking.purpose
    record = node.accountant.record
    make = partial(record, organisation=node.me, functionary=by.functionary, capacity=by.capacity, person=by.person)
    rules = looking.shielded(result)
    named = looking.case if looking.case in rules else None
    if named and (rule := rules[named]):
        await node.accountant.keep(
            make(Operation.REFUSE, WHAT, case=named, outcome=Outcome.REFUSED, rule=rule, log_purpose=why)
        )
    await node.accountant.keep(make(Operation.READ_LOG, WHAT, case=named, log_purpose=why))
    shown = [case for case, rule in rules.items() if rule is None]
    for start in range(0, len(shown), BATCH):
        await node.accountant.keep(
            *(
                make(Operation.CONSULT, WHAT, case=case, categories=_held(result, case), log_purpose=why)
                for case in shown[start : start + BATCH]
            )
        )


def _held(result: Replay, case: UUID) -> tuple[Category, ...]:
    return tuple(sorted(result.case(case).categories))


async def show(here: Node, looking: Looking, until: datetime | None, since: datetime | None, *, as_json: bool) -> bool:
    """Read twice: who is shielded is known at the end, and nothing is kept of the first time but states. Whether every line opened."""
    result = await _read(here, looking, until, since)
    rules, console = looking.shielded(result), wide_console()
    names = {one.id: one.called for one in here.organisations.values()}
    console.soft_wrap = True
    if since is not None:
        found = {
            str(case): different
            for case, rebuilt in result.cases.items()
            if rules[case] is None and (different := list(changes(rebuilt.then.views(), rebuilt.now.views())))
        }
        show_changes(found, console, names, as_json=as_json)
        for line in result.unopened:
            show_line(line, console, as_json=as_json)
    else:
        again = Replay(here.me, until)
        async with aclosing(read_events(here.log, result.end, looking.case)) as events:
            async for read in events:
                if isinstance(read, Unopened):
                    again.miss(read)
                    show_line(read, console, as_json=as_json)
                elif result.has(read):
                    again.count(read)
                    show_event(read, rules.get(read.case), console, names, as_json=as_json)
        if again.digest != result.digest:
            raise NodesError("Het logboek veranderde terwijl het werd afgespeeld; probeer het opnieuw.")
        show_states(result, rules, console, here.organisations, as_json=as_json)
    if not as_json and (hidden := sum(rule is not None for rule in rules.values())):
        console.print(
            f"Van {hidden} afgeschermde casussen staat er niets dan dat ze er zijn. Een gesloten of overgedragen casus is te zien met "
            "--case, voor een toets van rechtmatigheid of een juridische procedure (--purpose lawfulness of legal-proceedings).",
            style="dim",
        )
    if not as_json:
        show_broken(result.unopened, console)
    return not result.unopened


def _show_compared(result: Compared, names: Names, *, as_json: bool) -> bool:
    """Whether all of it is equal: what is not whole is equal to nothing."""
    console = wide_console()
    console.soft_wrap = True
    for line in result.unopened:
        show_line(line, console, as_json=as_json)
    if result.differences:
        said = {"was": "Volgens het logboek", "now": "Volgens de diensten"}
        show_changes(result.differences, console, names, as_json=as_json, **said)
    elif not as_json and result.cases:
        print(
            f"{result.cases} casussen: wat de diensten zeggen en wat er uitging, is wat het logboek zegt ({result.values} vergeleken, "
            f"verstrekkingen tot gebeurtenis {result.up_to})."
        )
    if not as_json:
        show_broken(result.unopened, console)
    return not result.differences and not result.unopened
