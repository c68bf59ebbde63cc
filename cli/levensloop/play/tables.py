"""The tables at the end of a played case: who received what, where the cases stand, what replaying the log shows."""

import itertools
from collections.abc import Iterator, Mapping

from rich.table import Column, Table

from levensloop.audit.asking.naming import named
from levensloop.contracts.dutch import PHASES
from levensloop.contracts.roles import ROLES
from levensloop.contracts.standing import Phase
from levensloop.play.happening import name_of
from levensloop.play.live import counted
from levensloop.play.report import Report


def tables(report: Report, names: Mapping[str, str]) -> Iterator[Table]:
    """In order. `names`: organisation id → its name."""
    yield _received(report, names)
    yield _cases(report, names)
    yield _replay(report, names)
    yield from _answers(report, names)
    yield from _rows(report, names)
    yield _audits(report, names)


def _received(report: Report, names: Mapping[str, str]) -> Table:
    table = Table("Organisatie", "Rol", "Ontving", title="Wie ontving wat", title_justify="left", show_lines=True)
    for organisation, role in report.roles.items():
        what = counted(name_of(received.recorded) for received in report.received[organisation])
        table.add_row(names[organisation], ROLES[role].dutch, what or "niets")
    return table


def _cases(report: Report, names: Mapping[str, str]) -> Table:
    table = Table("ZVH", "Casus", "Fase", "Regie", title="Waar de casussen staan", title_justify="left")
    for zvh, cases in report.cases.items():
        for case in cases:
            director = names[case.director] if case.director else "niemand"
            table.add_row(names[zvh], case.alias, PHASES[Phase(case.phase)], director)
    return table


def _replay(report: Report, names: Mapping[str, str]) -> Table:
    title = "Het hele logboek opnieuw afgespeeld"
    table = Table("ZVH", "Gebeurtenissen", "Casussen", "Vingerafdruk", "Uitkomst", title=title, title_justify="left")
    for zvh, result in report.replays.items():
        outcome = "gelijk aan wat de diensten zeggen" if result.same else "ANDERS dan wat de diensten zeggen"
        table.add_row(names[zvh], str(result.events), str(result.cases), result.digest[:16], outcome)
    return table


def _answers(report: Report, names: Mapping[str, str]) -> Iterator[Table]:
    """Of each client at each ZVH: what an auditor asks, and what the accountability log answers."""
    for zvh, audit in report.audits.items():
        for alias, answers in audit.answers.items():
            if answers:
                title = f"Wat de auditor vraagt over {alias}, bij {names[zvh]}"
                table = Table("Vraag", "Antwoord", "Artikel", title=title, title_justify="left")
                for answer in answers:
                    table.add_row(answer.question.asks, answer.said, answer.question.article)
                yield table


SHOWN: Mapping[str, tuple[str, ...]] = {
    "toegelaten": ("organisatie", "als", "van", "tot"),
    "geweigerd": ("wanneer", "organisatie", "aan", "wat", "waarom"),
    "gezien": ("wanneer", "organisatie", "wat", "wat ervan kwam"),
}
"""Questions of which the rows themselves are shown, so that one sees what such an answer is → the columns that leave words whole on a
screen of a hundred columns. All of them, with their proofs: `levensloop audit ask`."""


def _rows(report: Report, names: Mapping[str, str]) -> Iterator[Table]:
    """Of the first client, at the first ZVH that knows it."""
    found = ((zvh, *one) for zvh, audit in report.audits.items() for one in audit.answers.items() if one[1])
    for zvh, alias, answers in itertools.islice(found, 1):
        for answer in answers:
            columns = SHOWN.get(answer.question.name, ())
            if columns and answer.rows:
                title = f"{answer.question.name.capitalize()}: {alias}, bij {names[zvh]}"
                caption = f"… en nog {answer.more}" if answer.more else None
                table = Table(
                    *(Column(name, overflow="fold") for name in columns),
                    title=title,
                    title_justify="left",
                    caption=caption,
                    caption_justify="left",
                    show_lines=True,
                )
                for row in answer.rows:
                    said = named(answer.question.columns, row, names)
                    table.add_row(*(said[name] for name in columns))
                yield table


def _audits(report: Report, names: Mapping[str, str]) -> Table:
    title = "De verantwoording, zonder dit systeem nagerekend"
    table = Table("ZVH", "Regels", "Getuigen", "Uitkomst", title=title, title_justify="left")
    for zvh, audit in report.audits.items():
        table.add_row(names[zvh], str(audit.records), str(audit.witnesses), audit.failure or "de bundel klopt")
    return table
