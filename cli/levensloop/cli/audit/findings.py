"""The parts of an auditor's report: figures, findings and the state of the proof, as sections. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.judging import IN_ORDER, JUDGED, NOT_IN_ORDER, UNJUDGED
from levensloop.audit.asking.naming import named
from levensloop.audit.asking.proven import Proof
from levensloop.audit.asking.rows import Row, moment
from levensloop.audit.refusals import why
from levensloop.audit.words import OPERATIONS
from levensloop.cli.audit.cells import (
    CASE,
    NO_WITNESSES,
    RESTS,
    cells,
    folded,
    per_case,
    resting,
    unreadable,
)
from levensloop.cli.screen import Names
from levensloop.contracts.accountability import Operation
from levensloop.contracts.roles import ROLES, Role
from levensloop.documents.model import Bars, Block, Paragraph, Section
from levensloop.documents.wording import NOTHING, month_in_dutch, table

WITHOUT = (
    "Ze zijn beschadigd of gewijzigd, of neergezet door wie dat niet mocht; de controle van het knooppunt (levensloop fsck) zegt welk. "
    "Van een casus waarbij zo'n regel staat is hier niets in orde genoemd."
)
ALL_SIGNED = "Alles wat er stond is ondertekend."
ABOUT_TERMS = (
    "Per termijn: op tijd geëindigd, verlopen in deze periode, en nog niet voorbij aan het eind ervan. Vervallen is wat niet meer hoefde. "
    "De balken zijn op dezelfde schaal."
)
SHOWN = ("geweigerd", "voorwaarden", "resultaten", "vernietigd", "logboek")
"""Questions of which a report has every row; the others are asked for a case."""


def figures_section(figures: Figures) -> Section:
    """How often what, and how many cases."""
    done = _bars(
        [(OPERATIONS[operation], figures.done[operation]) for operation in Operation if figures.done[operation]]
    )
    counted = f"{_number(figures.records, 'regel', 'regels')} over {_number(len(figures.cases), 'casus', 'casussen')}."
    return Section(
        "Cijfers",
        (Paragraph(counted),),
        (
            Section("Wat er met gegevens gebeurde", (done,)),
            _months(figures),
            Section("Geweigerd of niet verstrekt, per reden", (_bars(refused_in_dutch(figures)),)),
            _terms(figures),
        ),
    )


def findings_section(rows: Mapping[str, Sequence[Row]], names: Names, closed: Sequence[int] = ()) -> Section:
    """What is not in order by the log itself, or that all that was judged is. `rows`: question → its rows of the period; `closed`: the
    lines of the log that do not open."""
    parts = tuple(_judged(name, rows[name], names) for name in JUDGED)
    said = (
        "Beoordeeld uit de volgorde van de regels in het hele logboek. Hier staat wat rust op een regel uit de periode."
    )
    lost = (Paragraph(f"{unreadable(closed)} {WITHOUT}"),) if closed else ()
    return Section("Bevindingen", (*lost, Paragraph(said)), parts)


def answers_sections(rows: Mapping[str, Sequence[Row]], names: Names) -> Iterator[Section]:
    """Each question of which every row of the period is shown; the last column names the record in the tree."""
    for name in SHOWN:
        question = QUESTIONS[name]
        about = Paragraph(question.article, quiet=True)
        found = per_case(question.columns, rows[name])
        if not rows[name] or CASE not in question.columns:
            yield Section(question.asks, (_table(name, rows[name], names), about))
            continue
        parts = tuple(Section(_title(case), (_table(name, of, names),)) for case, of in found.items())
        yield Section(question.asks, (about,), parts)


def proof_section(given: Proof) -> Section:
    """Against what all of it was checked."""
    head = given.head
    witnesses = "Genoeg getuigen" if given.enough else "Nog niet genoeg getuigen"
    cosigned = f"{witnesses} ondertekenden dat mee" if given.witnessed else f"Er zijn {NO_WITNESSES}"
    later = len(given.leaves) - head.checkpoint.size
    behind = (
        f"Wat later is vastgelegd, {_number(later, 'regel', 'regels')}, is nog niet ondertekend."
        if later
        else ALL_SIGNED
    )
    said = (
        f"Het logboek is nagerekend tot en met regel {head.checkpoint.size - 1} en geeft de wortel van het controlepunt van "
        f"{moment(head.at)}: {head.checkpoint.root.hex()}. {cosigned}. {behind}"
    )
    how = "Zelf narekenen kan zonder dit systeem: vraag het ZVH om een bundel, en controleer die met levensloop-verify."
    wrong = (Paragraph(unreadable(given.unreadable)),) if given.unreadable else ()
    return Section("Bewijs", (Paragraph(said), *wrong, Paragraph(how, quiet=True)))


def _judged(name: str, rows: Sequence[Row], names: Names) -> Section:
    question = QUESTIONS[name]
    verdicts = [row.cells[-1] for row in rows if row.cells[-1] in (IN_ORDER, NOT_IN_ORDER, UNJUDGED)]
    said = f"In orde: {verdicts.count(IN_ORDER)} van {len(verdicts)}." if verdicts else "Er was niets te beoordelen."
    shown = [row for row in rows if row.cells[-1] in (NOT_IN_ORDER, UNJUDGED)]
    found = per_case(question.columns, shown)
    parts = tuple(Section(_title(case), (_table(name, of, names),)) for case, of in found.items())
    return Section(question.asks, (Paragraph(said, quiet=True),), parts)


def _title(case: str) -> str:
    return f"Casus {case}" if case[:1].isdigit() or case.count("-") == 4 else case


def _table(name: str, rows: Sequence[Row], names: Names) -> Block:
    columns = QUESTIONS[name].columns
    head = (*folded(columns), RESTS)
    widths = (15, 26, 46, 13) if "wie" in head else (27, 60, 13)
    return table(head, [(*cells(columns, named(columns, row, names)), resting(row)) for row in rows], widths)


def refused_in_dutch(figures: Figures) -> list[tuple[str, int]]:
    """Why → how often, the most first: as people read it, for a rule by itself says them nothing."""
    return [(why(rule), number) for rule, number in sorted(figures.refused.items(), key=lambda one: (-one[1], one[0]))]


def _months(figures: Figures) -> Section:
    """A chart per month, all on one scale."""
    months, title = sorted({month for month, _ in figures.disclosed}), "Verstrekt, per rol en maand"
    if not months:
        return Section(title, (NOTHING,))
    most = max(figures.disclosed.values())
    parts = []
    for month in months:
        counted = ((ROLES[role].dutch, figures.disclosed[month, role]) for role in Role)
        bars = Bars(tuple((role, number) for role, number in counted if number), most)
        parts.append(Section(month_in_dutch(date.fromisoformat(f"{month}-01")), (bars,)))
    same = (Paragraph("De balken van alle maanden zijn op dezelfde schaal.", quiet=True),)
    return Section(title, same if len(months) > 1 else (), tuple(parts))


def _bars(rows: Sequence[tuple[str, int]]) -> Block:
    return Bars(tuple(rows)) if rows else NOTHING


def _terms(figures: Figures) -> Section:
    """What became of each: a chart, all on one scale."""
    found, title = figures.terms, "Termijnen"
    if not found:
        return Section(title, (NOTHING,))
    most = max(number for term in found for _, number in term.rows)
    parts = (Section(f"{term.name[:1].upper()}{term.name[1:]}", (Bars(term.rows, most),)) for term in found)
    return Section(title, (Paragraph(ABOUT_TERMS, quiet=True),), tuple(parts))


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
