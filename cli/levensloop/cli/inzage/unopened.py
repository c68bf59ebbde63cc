"""What could not be opened, as the person is told in the overview, and as who makes it is told at the prompt."""

from collections.abc import Sequence
from dataclasses import dataclass

from levensloop.contracts.calendar import day_of
from levensloop.documents.model import Block, Items, Paragraph, Section
from levensloop.documents.wording import day
from levensloop.infra.messaging.unopened import Unopened

MOST = 20
"""Lines that are named at most in the overview."""

TITLE = "Niet alles is te openen"
SO_FAR = "In wat te openen is"


@dataclass(frozen=True, slots=True)
class Missing:
    """Lines of the case's own log, and of the accountability log about it, that do not open."""

    data: Sequence[Unopened] = ()
    accounts: Sequence[Unopened] = ()

    def __bool__(self) -> bool:
        return bool(self.data or self.accounts)


def missing_section(missing: Missing) -> tuple[Section, ...]:
    """For the person: how many, which and since when they stand there, and what that means for the rest; nothing where all of it opens."""
    if not missing:
        return ()
    blocks: list[Block] = []
    if missing.data:
        what = _count(missing.data, "regel met gegevens in uw casus is", "regels met gegevens in uw casus zijn")
        blocks += [Paragraph(f"{what} niet te openen:"), _lines(missing.data)]
    if missing.accounts:
        about = "die zegt wie in uw gegevens keek, of aan wie ze gingen,"
        one, more = f"regel {about} is", f"regels {about.replace('zegt', 'zeggen')} zijn"
        blocks += [Paragraph(f"{_count(missing.accounts, one, more)} niet te openen:"), _lines(missing.accounts)]
    blocks.append(
        Paragraph(
            "Zo'n regel is beschadigd of veranderd, of staat er terwijl dat niet mocht. Wat erin staat weten wij niet, ook niet of het "
            "echt over u gaat. Daarom staat het niet in dit overzicht. Het overzicht is dus misschien niet volledig. Waar hieronder staat "
            "dat iets er niet is, geldt dat alleen voor wat wel te openen is."
        )
    )
    blocks.append(
        Paragraph(
            "Het Zorg- en Veiligheidshuis moet uitzoeken wat er is gebeurd. U kunt vragen wat daaruit kwam, en om een nieuw overzicht. "
            "Waar dat kan, en waar u een klacht kunt indienen, staat bij uw rechten."
        )
    )
    return (Section(TITLE, tuple(blocks)),)


def told(missing: Missing) -> tuple[str, ...]:
    """For who makes it: each line by stream, place and case and why, and what to do. Nothing where all of it opens."""
    if not missing:
        return ()
    lines = (*missing.data, *missing.accounts)
    return (
        "HET OVERZICHT IS NIET VOLLEDIG. Dit is niet te openen:",
        *(f"  {line.stream} {line.position} (opgeslagen op {day(day_of(line.time))}): {line.why}" for line in lines),
        "Het overzicht zegt dit ook. Draai eerst `levensloop fsck`, en laat uitzoeken wat er gebeurde: het kan een inbreuk zijn die "
        "gemeld moet worden, ook aan de persoon (AVG 33 en 34). Overleg met de functionaris gegevensbescherming voordat de persoon dit "
        "krijgt.",
    )


def _count(lines: Sequence[Unopened], one: str, more: str) -> str:
    return f"1 {one}" if len(lines) == 1 else f"{len(lines)} {more}"


def _lines(lines: Sequence[Unopened]) -> Items:
    named = [f"regel {line.position}, opgeslagen op {day(day_of(line.time))}" for line in lines[:MOST]]
    return Items((*named, *([f"en nog {len(lines) - MOST}"] if len(lines) > MOST else [])), small=True)
