"""What is recorded about a person, and from whom it comes (GDPR 15(1)(b)(g), WGS 1.11), as sections in plain Dutch. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from levensloop.audit.words import categories_in_dutch
from levensloop.cli.inzage.given import called
from levensloop.cli.inzage.left_out import LeftOut
from levensloop.cli.inzage.things import OF_OTHERS, Datum, Line, Names, Thing
from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.roles import Role
from levensloop.documents.model import Block, Items, Paragraph, Section
from levensloop.documents.wording import NOTHING, listed

READ_FIRST = (
    "Wat mensen in eigen woorden schreven kan ook over anderen gaan. Een medewerker van het Zorg- en Veiligheidshuis leest dit na "
    "voordat u het krijgt, en kan iets weglaten. Dan staat dat erbij, en waarom."
)
NUMBERED = "Elk gegeven heeft een nummer, tussen haken. Noem dat als u er iets over wilt vragen, of als het niet klopt."

Said = tuple[str, ...]
"""The lines of a thing, as the person reads them."""


def data_section(found: Sequence[Thing], names: Names, left_out: LeftOut) -> Section:
    """Per category of the Act; what is about others is masked, what is left out is said to be."""
    parts = []
    for category in Category:
        of_it = [thing for thing in found if thing.category is category]
        if of_it and category is not Category.STAFF:
            parts.append(Section(DUTCH[category].capitalize(), tuple(_shown(of_it, names, left_out))))
    staff = sum(datum.category is Category.STAFF for thing in found for datum in thing.data)
    others = Paragraph(f"Namen en functies van medewerkers staan er {staff} keer in; die zijn weggelaten.", quiet=True)
    return Section("Wat over u is vastgelegd", (Paragraph(READ_FIRST), Paragraph(NUMBERED), others), tuple(parts))


def suppliers_section(data: Sequence[Datum], me: str, names: Names, roles: Mapping[str, Role]) -> Section:
    """GDPR 15(1)(g): from whom; also who takes part no more, and what another ZVH handed over with the case."""
    by: dict[tuple[str, str], set[Category]] = {}
    for datum in data:
        by.setdefault((datum.supplier, datum.source), set()).add(datum.category)
    lines = []
    for (supplier, source), found in by.items():
        about = categories_in_dutch(found - OF_OTHERS)
        via = "" if source == me else f" (overgenomen uit het systeem van {names.get(source, source)})"
        if about:
            lines.append(f"{called(supplier, names, roles)}: {about}{via}")
    said = Paragraph(
        "Wie iets vastlegde, of liet vastleggen. Wat van iemand buiten het netwerk kwam staat bij wie het opschreef."
    )
    return Section("Van wie de gegevens komen", (said, Items(tuple(lines), small=True) if lines else NOTHING))


def _shown(found: Sequence[Thing], names: Names, left_out: LeftOut) -> Iterator[Block]:
    """Each thing once; what one source said at one moment together."""
    hidden = [thing for thing in found if all(datum.category in left_out.categories for datum in thing.data)]
    if hidden:
        many = sum(1 for thing in hidden for _ in thing.data)
        what = "1 gegeven krijgt" if many == 1 else f"{many} gegevens krijgt"
        yield Paragraph(f"{what} u niet te zien: {left_out.because}")
    same: dict[tuple[str, Said], list[Datum]] = {}
    for thing in found:
        if thing not in hidden:
            same.setdefault((thing.title, _lines(thing, left_out)), []).append(next(thing.data))
    alike: dict[str, list[tuple[str, Said, str]]] = {}
    for (title, said), times in same.items():
        by = listed(list(dict.fromkeys(names.get(one.supplier, one.supplier) for one in times)))
        where = ", ".join(dict.fromkeys(one.event for one in times))
        alike.setdefault(f"Van {by}, bij: {where}", []).append((title, said, _days(times)))
    for source, told in alike.items():
        yield from _of_source(source, told)


def _of_source(source: str, told: Sequence[tuple[str, Said, str]]) -> Iterator[Block]:
    together = {days for _, _, days in told}
    once = len(told) > 1 and len(together) == 1  # said once for all of them
    yield Paragraph(f"{source} ({together.pop()})" if once else source, quiet=True)
    short = [(title, said[0], days) for title, said, days in told if len(said) == 1]
    if short:
        yield Items(
            tuple(
                f"{f'{title}: ' if title else ''}{line}{'' if once else f' ({days})'}" for title, line, days in short
            ),
            small=True,
        )
    for title, said, days in told:
        if len(said) > 1:
            yield Paragraph(f"{title}:" if once else f"{title} ({days}):")
            yield Items(said, small=True)


def _lines(thing: Thing, left_out: LeftOut) -> Said:
    """Who works where is nothing about the person, and not even said to be left out."""
    without = (tuple(datum for datum in line.data if datum.category is not Category.STAFF) for line in thing.lines)
    lines = (Line(line.lead, data) for line, data in zip(thing.lines, without, strict=True) if data)
    return tuple(_line(line, thing.category, left_out) for line in lines)


def _line(line: Line, below: Category, left_out: LeftOut) -> str:
    """`[4] antwoord: voldaan. [5] waarom: …`; of another category than it stands below, that one is named."""
    said = []
    for datum in line.data:
        number = f"[{datum.number}] " if datum.number else ""
        other = "" if datum.category is below else f" ({DUTCH[datum.category]})"
        field = f"{datum.field}{other}: " if datum.field else ""
        said.append(f"{number}{field}{left_out.said(datum)}")
    whole = " ".join([*(_ended(one) for one in said[:-1]), said[-1]])
    return f"{line.lead}: {whole}" if line.lead else whole


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _days(times: Sequence[Datum]) -> str:
    """From when to when it was recorded, and how often."""
    first, last = min(one.day for one in times), max(one.day for one in times)
    days = f"{first:%d-%m-%Y}" if first == last else f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}"
    return days if len(times) == 1 else f"{days}, {len(times)} keer"
