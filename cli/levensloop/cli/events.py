"""How an event is shown: a line for people, an object for machines."""

from datetime import datetime
from typing import Any

import typer
from rich.text import Text

from levensloop.cli.screen import Names
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.views import View

Happened = DomainEvent | View
"""An event as the ZVH has it, or a partner's view of one."""


def event_line(recorded: Recorded[Happened], names: Names) -> Text:
    """Place, moment of logging, what happened, in which case, by whom and where it was logged; organisations by their names."""
    when = recorded.time.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")
    event = recorded.event
    functionary = event.functionary if isinstance(event, View) else event.by.functionary
    by = names.get(event.by.organisation, event.by.organisation)
    who = f"{functionary} van {by}" if functionary else by
    return Text.assemble(
        (f"{recorded.position:>6}  ", "dim"),
        (when, "cyan"),
        f"  {recorded.case}  ",
        (EVENTS_IN_DUTCH[type(event).__name__], "bold"),
        f"  door {who}",
        (f"  (vastgelegd bij {names.get(recorded.source, recorded.source)})", "dim"),
    )


def event_object(recorded: Recorded[Happened]) -> dict[str, Any]:
    """`{position, time, type, id, case, from, data}`; times in ISO 8601, UTC. A view also has its `schema`."""
    schema = {"schema": recorded.event.schema_name} if isinstance(recorded.event, View) else {}
    return {
        "position": recorded.position,
        "time": recorded.time.isoformat(),
        "type": type(recorded.event).wire_name(),
        "id": str(recorded.id),
        "case": str(recorded.case),
        "from": recorded.source,
        **schema,
        "data": recorded.event.model_dump(mode="json", warnings=False),
    }


def moment(option: str, text: str) -> datetime:
    """A moment as a user gives it: ISO 8601; without an offset it is Dutch time. Raises `typer.BadParameter`."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option}: {text!r} is geen moment; schrijf bijvoorbeeld 2026-03-01T09:00.") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=AMSTERDAM)
