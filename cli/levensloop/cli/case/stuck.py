"""The part of a case's page that tells what is stuck: bottlenecks and escalations that are still open (BTL-1, ESC-1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from levensloop.cli.screen import Names, day, said
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel


def stuck_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """`seen`: the view `signals.watch`."""
    if bottlenecks := [bottleneck for bottleneck in seen["bottlenecks"] if not bottleneck["resolved"]]:
        yield _bottlenecks(bottlenecks)
    if escalations := [escalation for escalation in seen["escalations"] if not escalation["ended"]]:
        yield _escalations(escalations, names)


def _bottlenecks(bottlenecks: list[dict[str, Any]]) -> Table:
    table = Table("Nr", "Knelpunt", "Wat", title="Knelpunten", title_justify="left")
    for bottleneck in bottlenecks:
        category = bottleneck["name"] or said(BottleneckCategory, bottleneck["category"])
        table.add_row(str(bottleneck["number"]), category, bottleneck["text"])
    return table


def _escalations(escalations: list[dict[str, Any]], names: Names) -> Table:
    table = Table("Nr", "Waarover", "Nu bij", "Wie", "Uiterlijk", title="Escalaties", title_justify="left")
    for escalation in escalations:
        late = " (te laat)" if escalation["overdue"] else ""
        table.add_row(
            str(escalation["number"]),
            said(EscalationKind, escalation["kind"]),
            said(EscalationLevel, escalation["level"]),
            names.get(escalation["owner"], escalation["owner"]),
            f"{day(escalation['due'])}{late}",
            style="red" if late else None,
        )
    return table
