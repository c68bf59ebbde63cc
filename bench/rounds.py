"""The harness: contenders take turns, round after round, so that what disturbs the machine disturbs them all; medians count."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work. `run` does it once and returns the figures it measured, in the order of `Trial.units`."""

    name: str
    run: Callable[[], Awaitable[tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What is measured, and in what; the first contender is the baseline that the others are a ratio of.

    `aim`: the ratio to reach, with the contender and unit it is about; `more`: higher figures are better. `size`: how much there is of what
    is measured, for how it grows; `warm`: each runs once before the rounds.
    """

    title: str
    units: tuple[str, ...]
    contenders: Sequence[Contender]
    rounds: int
    more: bool = True
    aim: str = ""
    size: int = 0
    warm: bool = True


Figures = dict[str, list[tuple[float, ...]]]
"""Contender → its figures, one tuple per round."""


async def take_turns(trial: Trial) -> Figures:
    """Run each contender once to warm up and then once a round; every other round backwards."""
    figures: Figures = {contender.name: [] for contender in trial.contenders}
    for contender in trial.contenders if trial.warm else ():
        await contender.run()
    for number in range(trial.rounds):
        for contender in trial.contenders if number % 2 == 0 else tuple(reversed(trial.contenders)):
            figures[contender.name].append(await contender.run())
    return figures


def medians(figures: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Per unit, the median over the rounds."""
    return tuple(median(column) for column in zip(*figures, strict=True))


def lines(trial: Trial, figures: Figures) -> list[str]:
    """A table in Markdown: per contender the median, the lowest and highest round, and the ratio of medians to the baseline."""
    baseline = medians(figures[trial.contenders[0].name])
    header = [f"{unit} | lowest to highest | ratio" for unit in trial.units]
    rows = [f"### {trial.title}", "", f"| | {' | '.join(header)} |", f"|---|{'---:|' * 3 * len(header)}"]
    for contender in trial.contenders:
        cells = [contender.name]
        for column, (mid, unit_baseline) in enumerate(zip(medians(figures[contender.name]), baseline, strict=True)):
            seen = [figure[column] for figure in figures[contender.name]]
            cells += [_number(mid), f"{_number(min(seen))} to {_number(max(seen))}", f"{mid / unit_baseline:.2f}"]
        rows.append(f"| {' | '.join(cells)} |")
    better = "higher is better" if trial.more else "lower is better"
    rows += [
        "",
        f"Medians of {trial.rounds} rounds in turns{'' if trial.warm else ', without one to warm up'}; ratio to the first row; "
        f"{better}. {trial.aim}".rstrip(),
        "",
    ]
    return rows


def growth(measured: Sequence[tuple[Trial, Figures]]) -> list[str]:
    """How the medians of trials of several sizes change from one size to the next: a table in Markdown per unit. Where it takes as long
    for each at every size, the last column is 1."""
    sized = [(trial, figures) for trial, figures in measured if trial.size]
    if len(sized) < 2:
        return []
    rows: list[str] = []
    for column, unit in enumerate(sized[0][0].units):
        sizes = " | ".join(f"{trial.size:,}" for trial, _ in sized)
        rows += [f"### {unit}, by size", "", f"| | {sizes} | last to first |", f"|---|{'---:|' * (len(sized) + 1)}"]
        for name in sized[0][1]:
            seen = [medians(figures[name])[column] for _, figures in sized if name in figures]
            if len(seen) == len(sized):
                rows.append(f"| {name} | {' | '.join(map(_number, seen))} | {seen[-1] / seen[0]:.2f} |")
        rows.append("")
    return rows


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
