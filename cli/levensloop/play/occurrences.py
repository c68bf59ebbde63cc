"""Which rule occurs in which played case: by its events, or by its refusal. docs/cases.md is made of it (`make docs`)."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from levensloop.play.case_file import load_case_file
from levensloop.play.case_match import MORE
from levensloop.play.case_model import CaseFile, Step

_ROW = re.compile(r"^\| ([A-Z]{3}-\d|GDPR-\d+|WGS-[\d.]+-\d+) \| ([^|]+) \| ([^|]+) \|[^|]*\|$", re.MULTILINE)
_EVENT = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
_OUTCOMES = (
    "TriageConcluded",
    "InclusionDeclined",
    "ClientIncluded",
    "InclusionPostponed",
    "ReportRetracted",
    "ClientDied",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of docs/rules.md. `events`: the cell as it stands there."""

    id: str
    what: str
    events: str

    @property
    def built(self) -> bool:
        return "not built" not in self.events


def rules(page: str) -> list[Rule]:
    """The rows of docs/rules.md, in its order."""
    return [Rule(*(cell.strip() for cell in row)) for row in _ROW.findall(page)]


def _recorded(step: Step) -> set[str]:
    expect = step.expect
    return {name.removesuffix(MORE) for name in (*(expect.events or ()), *expect.follows)}


def _reporter_told(file: CaseFile) -> bool:
    """REP-2: who reported hears that it arrived, and what came of it."""
    for report in file.steps:
        if report.command != "ReportClient" or report.by is None or "ClientReported" not in _recorded(report):
            continue
        reporter = report.by.organisation
        heard = {n for s in file.steps if s.case == report.case for n in s.expect.arrives.get(reporter, ())}
        if heard & set(_OUTCOMES) and "ClientReported" in report.expect.arrives.get(reporter, ()):
            return True
    return False


def _overdue_seen(file: CaseFile) -> bool:
    """ALW-1: something was overdue, and somebody heard of it."""
    return any(
        name.endswith(("Overdue", "Exceeded"))
        for step in file.steps
        for names in step.expect.arrives.values()
        for name in names
    )


def _some_get_nothing(file: CaseFile) -> bool:
    """ALW-2: something was recorded that reached somebody, and the case says who does not get it."""
    return any(
        any(step.expect.arrives.values()) and () in step.expect.arrives.values()
        for step in file.steps
        if _recorded(step)
    )


def _something_arrives(file: CaseFile) -> bool:
    """ALW-3: the player finds the accountability record of all that arrives (accounted.py)."""
    return any(any(step.expect.arrives.values()) for step in file.steps)


BY_DISCLOSURE: Mapping[str, Callable[[CaseFile], bool]] = {
    "REP-2": _reporter_told,
    "ALW-1": _overdue_seen,
    "ALW-2": _some_get_nothing,
    "ALW-3": _something_arrives,
}
"""Rules without events of their own: how to see that one occurs."""


_ENDS = {"ClientExcluded", "ClientDied", "ReportRetracted"}

SHARPER: Mapping[str, Callable[[Step, set[str]], bool]] = {
    "INC-4": lambda step, named: (
        "ClientIncluded" in named and any(position["stance"] == "against" for position in step.data["positions"])
    ),
    "PIC-2": lambda step, named: "SituationAssessed" in named and "inventory" in step.data,
    "PLN-2": lambda step, named: bool(
        named & {"PlanEstablished", "PlanRevised"} and step.data["plan"].get("scenarios")
    ),
    "BED-2": lambda step, named: step.command == "ReleaseFromSecureBed" and "BottleneckRecorded" in named,
    "MOV-7": lambda _, named: "DirectionTransferred" in named,
    "GDPR-19": lambda step, named: "DatumRectified" in named and any(step.expect.arrives.values()),
    "EXT-3": lambda _, named: bool(named & _ENDS) and "LabelWithdrawn" in named,
}
"""Rules that share their events with others: what else a step (and the names of what is recorded in it) must show."""


def occurs(rule: Rule, file: CaseFile) -> bool:
    """Whether something happens in this case that the rule is about."""
    if rule.id in BY_DISCLOSURE:
        return BY_DISCLOSURE[rule.id](file)
    if rule.id in SHARPER:
        return any(SHARPER[rule.id](step, _recorded(step)) for step in file.steps)
    return any(_recorded(step) & set(_EVENT.findall(rule.events)) for step in file.steps)


def refuses(rule: Rule, file: CaseFile) -> bool:
    """Whether this case has a step that the rule refuses."""
    return any(step.expect.refused == rule.id for step in file.steps)


def page(known: Sequence[Rule], files: Mapping[str, CaseFile]) -> str:
    """docs/cases.md."""
    return "\n".join([*_head(files), *_table(known, files), ""])


def _head(files: Mapping[str, CaseFile]) -> Iterator[str]:
    yield "# The played cases"
    yield ""
    yield "Made from `cases/` and [rules.md](rules.md); do not edit (`make docs`). `make demo` plays the first. Any of them:"
    yield "`.venv/bin/levensloop play cases/casus-3.yaml`. How they are written: [case files](case-file.md). `make test` plays them all."
    yield ""
    yield "| case | who | in it | steps | from, to |"
    yield "|---|---|---|---|---|"
    for name, file in files.items():
        first, last = file.steps[0].at.date(), file.steps[-1].at.date()
        where = f"[{name}](../cases/{name}.yaml)"
        yield f"| {where} | {file.title} | {file.source.strip()} | {len(file.steps)} | {first}, {last} |"
    yield ""


def _table(known: Sequence[Rule], files: Mapping[str, CaseFile]) -> Iterator[str]:
    yield "Which rule occurs in which: because what the rule is about happens there, and because the rule refuses something there."
    yield ""
    yield "| rule | what | happens in | refuses in |"
    yield "|---|---|---|---|"
    for rule in known:
        happens = [name for name, file in files.items() if rule.built and occurs(rule, file)]
        refused = [name for name, file in files.items() if refuses(rule, file)]
        yield f"| {rule.id} | {rule.what} | {_short(happens)} | {_short(refused)} |"


def _short(names: Sequence[str]) -> str:
    return ", ".join(name.removeprefix("casus-") for name in names)


def render(root: Path) -> str:
    """docs/cases.md as it must be in this tree. Raises `CaseFileError`."""
    known = rules((root / "docs" / "rules.md").read_text(encoding="utf-8"))
    return page(known, {path.stem: load_case_file(path) for path in sorted((root / "cases").glob("*.yaml"))})


if __name__ == "__main__":
    tree = Path(sys.argv[1])
    (tree / "docs" / "cases.md").write_text(render(tree), encoding="utf-8")
