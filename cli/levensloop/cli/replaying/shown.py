"""How a replay is shown: events, states, and what differs, for people or as JSON."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.table import Table
from rich.text import Text

from levensloop.cli.case.page import as_seen_at, case_page
from levensloop.cli.events import event_line, event_object
from levensloop.cli.replaying.comparing import OVERALL
from levensloop.cli.replaying.in_dutch import lines
from levensloop.cli.screen import Names, printable, text_column
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.decision import Organisation
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.standing import Phase
from levensloop.infra.messaging.lists import SHIELDED
from levensloop.zvh.changes import Change
from levensloop.zvh.replay import Replay

BROKEN = "broken_at"
"""In the JSON of a case that is not whole: the place of the first line of it that does not open. The state there is of before that."""

Differences = Mapping[str, Sequence[Change]]
"""Case id, or what else it is of → in what it differs."""


def show_event(
    recorded: Recorded[DomainEvent], rule: str | None, console: Console, names: Names, *, as_json: bool
) -> None:
    """One event; of a shielded case (`rule`) no more than that there is one: place, moment, and as JSON its fingerprint."""
    if rule is None:
        if as_json:
            print(json.dumps(event_object(recorded), ensure_ascii=False))
        else:
            console.print(event_line(recorded, names))
    elif as_json:
        row = {"position": recorded.position, "time": recorded.time.isoformat(), "case": str(recorded.case)}
        print(json.dumps({**row, SHIELDED: rule, "fingerprint": recorded.fingerprint}))
    else:
        when = recorded.time.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")
        console.print(Text(f"{recorded.position:>6}  {when}  {recorded.case}  afgeschermd ({rule})", style="dim"))


def show_states(
    found: Replay,
    rules: Mapping[UUID, str | None],
    console: Console,
    organisations: Mapping[str, Organisation],
    *,
    as_json: bool,
) -> None:
    """What it all leads to, per case, as `case show` has it; and the digest over every event, also of shielded cases. `rules`: case → what
    shields it. A case of which a line does not open is said not to be whole, and shown as it was before that."""
    if as_json:
        head = {"zvh": found.zvh, "events": found.events, "unopened": len(found.unopened), "digest": found.digest}
        sys.stdout.write(f'{json.dumps(head)[:-1]}, "states": {{')
        for number, (case, rule) in enumerate(rules.items()):
            rebuilt = found.case(case)
            state: dict[str, Any] = {**rebuilt.now.views()} if rule is None and rebuilt.events else {}
            state |= {SHIELDED: rule} if rule is not None else {}
            state |= {BROKEN: rebuilt.broken} if rebuilt.broken is not None else {}
            sys.stdout.write(f'{", " if number else ""}"{case}": {json.dumps(state)}')
        sys.stdout.write("}}\n")
        return
    names = {one.id: one.called for one in organisations.values()}
    roles = {one.id: one.role for one in organisations.values()}
    for case, phase, director in found.standings():
        rebuilt = found.case(case)
        broken = "" if rebuilt.broken is None else f"NIET HEEL (regel {rebuilt.broken} gaat niet open), "
        if (rule := rules[case]) is not None:
            console.print(Text(f"\nCasus {case}: {broken}afgeschermd ({rule})", style="bold"))
            continue
        before = "" if rebuilt.broken is None else "daarvóór "
        standing = (
            f"{before}{PHASES[Phase(phase)]}, regie {names.get(director or '', director or 'niemand')}"
            if rebuilt.events
            else "daarvóór niets"
        )
        console.print(Text(f"\nCasus {case}: {broken}{standing}", style="bold"))
        if rebuilt.events:
            seen = {**as_seen_at(found.zvh, printable(rebuilt.now.views())), "agenda": None}
            _, *parts = case_page(str(case), seen, names, roles)
            for part in parts:  # after the line with its number, which stands above
                console.print(part)
    table = Table("ZVH", "Gebeurtenissen", "Casussen", "Vingerafdruk")
    table.add_row(names.get(found.zvh, found.zvh), str(found.events), str(len(found.cases)), found.digest)
    console.print(table)


def show_changes(
    found: Differences, console: Console, names: Names, *, as_json: bool, was: str = "Was", now: str = "Is"
) -> None:
    """A row for each value that differs, in Dutch; as JSON by its path."""
    if as_json:
        for about, different in found.items():
            for change in different:
                row = {"case": about, "path": change.path, "was": change.was, "now": change.now}
                print(json.dumps(row, ensure_ascii=False))
        return
    if not found:
        console.print("Er is niets veranderd.")
    for about, different in found.items():
        title = f"Casus {about}" if about != OVERALL else "Alle casussen samen"
        table = Table(*map(text_column, ("Waar", was, now)), title=title, title_justify="left")
        for change in different:
            for line in lines(change, names):
                table.add_row(*line)
        console.print(table)
