"""The live view of a played case, in Dutch: each step, the events it became, and whom they reached."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.play.happening import Happening, name_of


class LiveView:
    """Prints each step when it is done; on a terminal a progress bar stays below."""

    def __init__(self, console: Console, names: Mapping[str, str]) -> None:
        self._console, self._names = console, names
        self._progress: Progress | None = None

    @contextmanager
    def playing(self, title: str, steps: int) -> Iterator[None]:
        """While the case is played. `names`: organisation id → its name."""
        self._console.print(Text(title, style="bold"))
        if not self._console.is_terminal:
            yield
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console, transient=True) as self._progress:
            self._task = self._progress.add_task("stappen", total=steps)
            yield
        self._progress = None

    def show(self, happening: Happening) -> None:
        """One step with all that came of it."""
        for line in lines(happening, self._names):
            self._console.print(line, soft_wrap=True)
        if self._progress is not None and happening.number:
            self._progress.advance(self._task)


def lines(happening: Happening, names: Mapping[str, str]) -> Iterator[Text]:
    """The step as lines: when and what, who did it, what it became, whom it reached, and what was not as expected."""
    day = happening.at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")
    yield Text.assemble((day, "cyan"), "  ", (happening.note, "bold"))
    if happening.by and happening.command:
        yield Text(f"    {names[happening.by]} geeft de opdracht {command_said(happening.command)}", style="dim")
    if happening.refusal is not None:
        yield Text(f"    ✋ geweigerd ({happening.refusal.rule}): {happening.refusal.message}", style="yellow")
    if happening.events:
        yield Text(f"    ● {counted(map(name_of, happening.events))}", style="green")
    if happening.follows:
        yield Text(f"    ↳ daaruit volgt: {counted(map(name_of, happening.follows))}", style="green")
    yield from (Text(f"    → {line}") for line in _reached(happening, names))
    yield from (Text(f"    ✗ anders dan verwacht: {deviation}", style="bold red") for deviation in happening.deviations)


def command_said(name: str) -> str:
    """`AssessPurpose (doel toetsen)`: as it is given, and as people say it."""
    return f"{name} ({COMMANDS_IN_DUTCH[name]})" if name in COMMANDS_IN_DUTCH else name


def _reached(happening: Happening, names: Mapping[str, str]) -> Iterator[str]:
    """Organisations that got the same, together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for organisation, events in happening.arrived.items():
        groups.setdefault(tuple(events), []).append(names[organisation])
    for events, organisations in groups.items():
        yield f"{counted(events)}: {'; '.join(organisations)}"
    if (happening.events or happening.follows) and not groups:
        yield "niemand buiten het Zorg- en Veiligheidshuis"


def counted(events: Iterable[str]) -> str:
    """Names of events in Dutch, in order of first appearance, with how often where that is more than once."""
    counts = Counter(events)
    return ", ".join(EVENTS_IN_DUTCH[name] if n == 1 else f"{n}× {EVENTS_IN_DUTCH[name]}" for name, n in counts.items())
