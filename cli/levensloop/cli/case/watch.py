"""The part of a case's page that signals tells: signals, the scenarios that run with their steps, and the secure bed."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from levensloop.cli.screen import Names, day, moment_text, said
from levensloop.contracts.vocabulary import ScenarioKind, Severity, SignalKind

BED = {
    "requested": "gevraagd",
    "waitlisted": "op de wachtlijst",
    "assigned": "toegewezen",
    "admitted": "opgenomen",
}
"""How far the way to a secure bed is → how a user reads it (BED-1)."""


def watch_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """`seen`: the view `signals.watch`."""
    if seen["signals"]:
        yield _signals(seen["signals"], names)
    for activation in seen["activations"]:
        if not activation["ended"]:
            yield _activation(activation, names)
    if ended := [activation["scenario"] for activation in seen["activations"] if activation["ended"]]:
        yield Text(f"Scenario's die zijn beëindigd: {', '.join(ended)}")
    if seen["bed"]:
        yield from _bed(seen["bed"])


def _signals(signals: list[dict[str, Any]], names: Names) -> Table:
    table = Table("Nr", "Dag", "Door", "Soort", "Ernst", "Wat", "Voorgesteld", title="Signalen", title_justify="left")
    for signal in signals:
        table.add_row(
            str(signal["number"]),
            day(signal["on"]),
            names.get(signal["by"], signal["by"]),
            said(SignalKind, signal["kind"]),
            said(Severity, signal["severity"]),
            signal["text"],
            ", ".join(signal["suggested"]),
        )
    return table


def _activation(activation: Mapping[str, Any], names: Names) -> Table:
    kind = said(ScenarioKind, activation["kind"])
    title = f"Actief scenario {activation['scenario']} ({kind}), activering {activation['number']}"
    table = Table("Wie", "Stap", "Bevestigd", title=Text(title, style="bold yellow"), title_justify="left")
    for step in activation["steps"]:
        late = step["overdue"] and not step["acknowledged"]
        table.add_row(
            names.get(step["organisation"], step["organisation"]),
            step["step"],
            "ja" if step["acknowledged"] else f"uiterlijk {moment_text(step['due'])}{' (te laat)' if late else ''}",
            style="red" if late else None,
        )
    return table


def _bed(bed: Mapping[str, Any]) -> Iterator[Text]:
    crisis = ", crisis" if bed["crisis"] else ""
    yield Text(f"\nBeveiligd bed: {BED[bed['status']]}, niveau {bed['level']}{crisis}", style="bold")
    if bed["clinic"]:
        yield Text(f"Kliniek: {bed['clinic']}")
    if bed["due"]:
        late = " (te laat)" if bed["overdue"] else ""
        yield Text(f"Volgende stap uiterlijk: {day(bed['due'])}{late}", style="red" if late else "")
    if bed["expected_on"]:
        yield Text(f"Verwacht op: {day(bed['expected_on'])}")
    if bed["until"]:
        late = " (te laat)" if bed["exceeded"] else ""
        yield Text(f"Uiterlijk tot: {day(bed['until'])}{late}", style="red" if late else "")
    else:
        yield Text(f"Langste verblijf: {bed['longest_stay_days']} dagen")
    if bed["home_kept"]:
        yield Text(f"Woonplek: {bed['home_kept']}")
