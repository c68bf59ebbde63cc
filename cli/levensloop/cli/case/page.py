"""One case as a readable page: what the services' views say of it, in Dutch. Pure: from JSON to things that print."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from levensloop.cli.agenda import agenda_table
from levensloop.cli.case.grounds import corrections_part, grounds_part
from levensloop.cli.case.move import identity_part, move_part
from levensloop.cli.case.plan import action_table, plan_part
from levensloop.cli.case.stuck import stuck_part
from levensloop.cli.case.watch import watch_part
from levensloop.cli.screen import Names, day, said
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.intake import Consent
from levensloop.contracts.roles import ROLES, STANDINGS, Role
from levensloop.contracts.standing import Phase

Seen = Mapping[str, Any]
"""`<service>.<view>` → what it says; and `agenda`, None where there is none to show: of what was, or of what a log alone says."""


def as_seen_at(zvh: str, views: Seen) -> Seen:
    """What a page of this ZVH is made of: of a case that may come here, who it is about and no more (MOV-1)."""
    presented = views["handover.identity"]["identity"]
    if presented and presented["to_zvh"] == zvh:
        return {"inclusion.case": None, "handover.identity": {"identity": presented}}
    return views


def case_page(case: str, seen: Seen, names: Names, roles: Mapping[str, Role]) -> Iterator[RenderableType]:
    """From top to bottom; what there is nothing of is left out, except the agenda."""
    yield Text(f"Casus {case}", style="bold")
    if seen["inclusion.case"] is None:
        yield from identity_part(seen["handover.identity"]["identity"], names)
        yield from _agenda(seen["agenda"], names, roles)
        return
    standing = seen["inclusion.case"]
    yield from standing_lines(standing, names)
    yield from _agenda(seen["agenda"], names, roles)
    if standing["postponed"]:
        yield action_table("Uit te zoeken voor de inclusietafel", standing["postponed"], names)
    if standing["heads"]:
        yield _heads(standing, names)
    if standing["team"]:
        yield _team(standing, names)
    yield from plan_part(seen["plan.plan"], names)
    yield from watch_part(seen["signals.watch"], names)
    yield from stuck_part(seen["signals.watch"], names)
    yield from grounds_part(seen["disclosure.grounds"], names)
    yield from corrections_part(seen["disclosure.corrections"], names)
    yield from move_part(seen, names)


def standing_lines(standing: Mapping[str, Any], names: Names) -> Iterator[Text]:
    """Who it is about, where it stands and who directs."""
    if person := standing["person"]:
        yield Text(f"Cliënt: {person['name']}, geboren {day(person['date_of_birth'])}, {person['municipality']}")
    yield Text(f"Fase: {PHASES[Phase(standing['phase'])]}")
    yield Text(f"Regie: {_name(standing['director'], names) or 'niemand'}")
    if standing["moving_to"]:
        yield Text(f"Verhuist naar: {_name(standing['moving_to'], names)}", style="yellow")
    if standing["reporter"]:
        yield Text(f"Gemeld door: {_name(standing['reporter'], names)}")
    if standing["included_on"]:
        yield Text(f"Geïncludeerd op: {day(standing['included_on'])}")
    if consent := standing["consent"]:
        yield Text(f"Toestemming: {said(Consent, consent['consent'])} op {day(consent['said_on'])}")


def _agenda(rows: list[dict[str, Any]] | None, names: Names, roles: Mapping[str, Role]) -> Iterator[RenderableType]:
    if rows is None:
        return
    if not rows:
        yield Text("Er staat niets op de agenda.")
        return
    table = agenda_table(rows, names, roles, with_case=False)
    table.title, table.title_justify = "Wat er moet gebeuren", "left"
    yield table


def _heads(standing: Mapping[str, Any], names: Names) -> Table:
    heads, table = standing["heads"], titled("Wie de casus dragen", "Functie", "Wie", "Organisatie")
    table.add_row("procesregisseur", heads["process_director"], _name(standing["director"], names))
    table.add_row("levensloopcoördinator", heads["coordinator"], _name(heads["provider"], names))
    table.add_row("gemeentelijk casusregisseur", heads["municipal_director"], _name(heads["municipality"], names))
    return table


def _team(standing: Mapping[str, Any], names: Names) -> Table:
    table = titled("Levensloopteam", "Organisatie", "Rol", "Positie (WGS)", "Contact", "Sinds")
    for member in standing["team"]:
        facts = ROLES[Role(member["role"])]
        who = _name(member["organisation"], names)
        table.add_row(who, facts.dutch, STANDINGS[facts.standing], member["contact"], day(member["joined_on"]))
    return table


def _name(organisation: str | None, names: Names) -> str:
    return names.get(organisation, organisation) if organisation else ""


def titled(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left")
