"""To whom data about a person went, who looked, and what went outside the network (GDPR 15(1)(c)), as sections in plain Dutch. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from levensloop.audit.words import categories_in_dutch, what_in_dutch
from levensloop.cli.inzage.left_out import Elsewhere
from levensloop.cli.inzage.let_in import let_in, period
from levensloop.cli.inzage.unopened import SO_FAR
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import ROLES, Role
from levensloop.documents.history import each
from levensloop.documents.model import Block, Facts, Items, Paragraph, Section
from levensloop.documents.wording import NOTHING, day, table

WHY: Mapping[str, str] = {
    "WGS-2.28-1": "om te vragen of u daar al bekend bent, voor uw verhuizing (WGS 2.28, eerste lid)",
    "WGS-2.28": "omdat uw casus naar die regio verhuisde (WGS 2.28)",
}
"""Article of a disclosure that went by no line of the matrix → why."""

NOT_ABOUT_YOU = "alleen dat dit gebeurde"
"""Where a message had nothing in it of the person, beside names of staff."""

Key = tuple[str, str, tuple[str, ...]]
_K = TypeVar("_K")


@dataclass(slots=True)
class Often:
    """From which day, until which day, how often."""

    first: date
    last: date
    times: int = 0
    messages: dict[str, None] = field(default_factory=dict)
    """By which messages, each once."""

    def again(self, on: date, message: str) -> None:
        self.first, self.last, self.times = min(self.first, on), max(self.last, on), self.times + 1
        self.messages[message] = None

    def __str__(self) -> str:
        days = f"{self.first:%d-%m-%Y}" + (f" t/m {self.last:%d-%m-%Y}" if self.last != self.first else "")
        return days if self.times == 1 else f"{days}, {self.times} keer"


@dataclass
class Given:
    """Gathered from the accountability records of one case, one by one: a line per recipient or looker and what it got or saw.

    `to`: recipient, categories, each reason why. `by`: who looked and at what.
    """

    to: dict[Key, Often] = field(default_factory=dict)
    by: dict[tuple[str, str], Often] = field(default_factory=dict)
    to_the_person: list[date] = field(default_factory=list)

    def over(self, a: Account) -> None:
        """One more record."""
        on = day_of(a.at)
        if a.operation is Operation.CONSULT:
            _count(self.by, (a.organisation, what_in_dutch(a.what)), on, a.what)
        elif a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE and a.what != "letter-key":
            if a.to:
                about = categories_in_dutch(set(a.categories) - {Category.STAFF}) or NOT_ABOUT_YOU
                _count(self.to, (a.to, about, _why(a)), on, what_in_dutch(a.what))
            elif a.article == "AVG-15":
                self.to_the_person.append(on)


def recipients_section(
    given: Given, names: Mapping[str, str], roles: Mapping[str, Role], *, whole: bool = True
) -> Section:
    """GDPR 15(1)(c): per recipient what, when and why; by the line of the matrix by which it went. A reason is written out once. `whole`:
    every record about the case opened, so there is no more than this."""
    per: dict[str, dict[str, list[tuple[Often, tuple[str, ...]]]]] = {}
    for (to, about, why), often in given.to.items():
        per.setdefault(to, {}).setdefault(about, []).append((often, why))
    numbers = {why: at for at, why in enumerate(dict.fromkeys(w for _, _, whys in given.to for w in whys), 1)}
    parts = [
        Section(
            called(to, names, roles),
            (Items(tuple(_to_one(about, went, numbers) for about, went in found.items()), small=True),),
        )
        for to, found in per.items()
    ]
    said = "Per organisatie wat zij van u kreeg. Meer dan wat hier staat is er niet verstrekt via dit netwerk."
    nothing: Block = NOTHING
    if not whole:
        said = "Per organisatie wat zij van u kreeg. Niet alle regels hierover zijn te openen, dus het kan meer zijn dan wat hier staat."
        nothing = Paragraph(f"{SO_FAR} staat niet dat iemand iets kreeg.", quiet=True)
    own = ", ".join(map(day, given.to_the_person))
    blocks: list[Block] = [Paragraph(said)] if parts else [nothing]
    if parts:
        blocks.append(Paragraph("Waarom het ging staat er met een nummer bij:"))
        blocks.append(Items(tuple(f"{number}. {why}" for why, number in numbers.items()), small=True))
    if own:
        blocks.append(Paragraph(f"Dit overzicht zelf is gemaakt op {own}.", quiet=True))
    return Section("Aan wie gegevens gingen", tuple(blocks), tuple(parts))


def _to_one(about: str, went: Sequence[tuple[Often, tuple[str, ...]]], numbers: Mapping[str, int]) -> str:
    """What went to one organisation about the same: the messages, from when to when, how often, and the numbers of the reasons."""
    whole = Often(min(often.first for often, _ in went), max(often.last for often, _ in went))
    whole.times = sum(often.times for often, _ in went)
    messages = dict.fromkeys(message for often, _ in went for message in often.messages)
    reasons = sorted({numbers[why] for _, whys in went for why in whys})
    return f"{about} ({whole}), waarom: {', '.join(map(str, reasons))}. Berichten: {', '.join(messages)}."


def lookers_section(given: Given, names: Mapping[str, str], roles: Mapping[str, Role]) -> Section:
    """Who looked: the organisation, not the person who works there."""
    rows = [(called(by, names, roles), what, str(often)) for (by, what), often in given.by.items()]
    return Section("Wie in uw gegevens keek", (table(("Organisatie", "Waarnaar", "Wanneer"), rows, (36, 34, 30)),))


def outside_section(
    events: Sequence[Recorded[DomainEvent]],
    names: Mapping[str, str],
    roles: Mapping[str, Role],
    said: Elsewhere,
    *,
    whole: bool = True,
) -> Section:
    """WGS 1.7(2)(4), 2.31(9)(11): third parties that were let in, results that went outside the network, and what was done with them.

    `said`: the words of people, as far as they are shown. `whole`: every line of the case opened.
    """
    asked = {one.event.admission: one.id for one in each(events, third_parties.ThirdPartyAdmitted)}
    parts = []
    for found in let_in(events):
        begun = found.begun
        number = begun.event.admission
        facts = [
            ("Mocht gegevens krijgen", period(found)),
            ("Gegevens over", categories_in_dutch(begun.event.categories)),
        ]
        if (why := asked.get(number)) is not None:
            facts.append(("Aanleiding", said(why, "occasion")))
            facts.append(("Waarom", f"{said(why, 'necessity')} ({said(why, 'legal_basis')})"))
        facts += [(_FEEDBACK, text) for text in _feedback(events, said, admission=number)]
        title = f"Toegelaten: {called(begun.event.organisation, names, roles)}"
        parts.append(Section(title, (Facts(tuple(facts)),)))
    for one in each(events, third_parties.ResultGiven):
        result = one.event
        facts = [
            ("Aan wie", said(one.id, "recipient")),
            ("Wanneer", day(result.given_on)),
            ("Wat", said(one.id, "provided")),
            ("Gegevens over", categories_in_dutch(result.categories)),
            ("Waarom", f"{said(one.id, 'necessity')} ({said(one.id, 'legal_basis')})"),
            ("Gegeven door", called(result.by.organisation, names, roles)),
            *((_FEEDBACK, text) for text in _feedback(events, said, giving=result.giving)),
        ]
        parts.append(Section("Buiten het netwerk gegeven", (Facts(tuple(facts)),)))
    about = Paragraph(
        "Een derde hoort niet bij het samenwerkingsverband. Die krijgt alleen iets als niemand bezwaar maakt, er een grondslag voor is en "
        "de rechtmatigheidsadviescommissie ernaar keek (WGS 1.7)."
    )
    none = "Er is niets van u aan derden gegeven." if whole else f"{SO_FAR} staat niet dat iets van u aan derden ging."
    nothing = Paragraph(none, quiet=True)
    return Section("Aan derden", (about,) if parts else (nothing,), tuple(parts))


_FEEDBACK = "Wat ermee gedaan is"


def called(organisation: str, names: Mapping[str, str], roles: Mapping[str, Role]) -> str:
    """By its name and its role; who left the network by what it was called there."""
    if organisation not in names:
        return f"{organisation} (doet nu niet meer mee in dit netwerk)"
    role = roles.get(organisation)
    return f"{names[organisation]} ({ROLES[role].dutch})" if role else names[organisation]


def _feedback(
    events: Sequence[Recorded[DomainEvent]], said: Elsewhere, admission: int | None = None, giving: int | None = None
) -> Iterable[str]:
    for one in each(events, third_parties.FeedbackGiven):
        if (one.event.admission, one.event.giving) == (admission, giving):
            yield f"{said(one.id, 'feedback')} ({day(one.time)})"


def _why(a: Account) -> tuple[str, ...]:
    try:
        known = matrix(a.matrix).codes if a.matrix else {}
    except KeyError:
        known = {}
    by_line = tuple(dict.fromkeys(known[code].purpose for code in a.codes if code in known))
    return by_line or (WHY.get(a.article or "", "samenwerking in het levensloopteam"),)


def _count(found: dict[_K, Often], key: _K, on: date, message: str) -> None:
    found.setdefault(key, Often(on, on)).again(on, message)
