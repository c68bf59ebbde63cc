"""The parts of an auditor's report: figures, findings and the state of the proof, as sections. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.judging import IN_ORDER, JUDGED, NOT_IN_ORDER, UNJUDGED
from levensloop.audit.asking.proven import Proof
from levensloop.audit.asking.rows import Row, moment
from levensloop.audit.words import OPERATIONS
from levensloop.cli.audit.cells import (
    CASE,
    NO_WITNESSES,
    RESTS,
    Names,
    cells,
    folded,
    named,
    per_case,
    resting,
    unreadable,
)
from levensloop.contracts.accountability import Operation
from levensloop.contracts.roles import ROLES, Role
from levensloop.documents.model import Bars, Block, Paragraph, Section
from levensloop.documents.wording import NOTHING, table

WITHOUT = (
    "Ze zijn beschadigd of gewijzigd, of neergezet door wie dat niet mocht; `levensloop fsck` zegt welk. Van een casus waarbij zo'n "
    "regel staat is hier niets in orde genoemd."
)
SHOWN = ("geweigerd", "voorwaarden", "resultaten", "vernietigd", "logboek")
"""Questions of which a report has every row; the others are asked for a case."""


def figures_section(figures: Figures) -> Section:
    """How often what, and how many cases."""
    done = Bars(tuple((OPERATIONS[operation], figures.done[operation]) for operation in Operation))
    counted = f"{figures.records} regels over {len(figures.cases)} casussen."
    return Section(
        "Cijfers",
        (Paragraph(counted), done),
        (
            Section("Verstrekt, per rol en maand", tuple(_disclosed(figures))),
            Section("Geweigerd, per regel", (_bars(sorted(figures.refused.items(), key=lambda one: -one[1])),)),
            Section("Termijnen", (_terms(figures),)),
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
    said = (
        f"Het logboek is nagerekend tot en met regel {head.checkpoint.size - 1} en geeft de wortel van het controlepunt van "
        f"{moment(head.at)}: {head.checkpoint.root.hex()}. {cosigned}. Wat later is vastgelegd, "
        f"{_rows(len(given.leaves) - head.checkpoint.size)} nog niet ondertekend."
    )
    how = "Zelf narekenen kan zonder dit systeem: vraag een bundel (`levensloop audit bundle`) en draai `levensloop-verify`."
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
    widths = (16, 28, 46, 10) if "wie" in head else (1,) * len(head)
    return table(head, [(*cells(columns, named(columns, row, names)), resting(row)) for row in rows], widths)


def _disclosed(figures: Figures) -> Iterator[Block]:
    months = sorted({month for month, _ in figures.disclosed})
    if not months:
        yield NOTHING
        return
    most = max(figures.disclosed.values())
    yield Paragraph(f"In elke maand is een balk over de hele breedte {most} keer.", quiet=True)
    for month in months:
        yield Paragraph(month)
        counted = ((ROLES[role].dutch, figures.disclosed[month, role]) for role in Role)
        yield Bars(tuple((role, number) for role, number in counted if number), most)


def _bars(rows: Sequence[tuple[str, int]]) -> Block:
    return Bars(tuple(rows)) if rows else NOTHING


def _terms(figures: Figures) -> Block:
    rows = [(t.name, str(t.begun), str(t.passed), _share(t.begun, t.passed)) for t in figures.terms]
    return table(("termijn", "begonnen", "verlopen", "gehaald"), rows, (40, 20, 20, 20))


def _share(begun: int, passed: int) -> str:
    """Of those that began in the period; a term may pass that began before it."""
    return f"{100 * max(begun - passed, 0) // begun}%" if begun else "niet te zeggen"


def _rows(number: int) -> str:
    return "1 regel, is" if number == 1 else f"{number} regels, is"
