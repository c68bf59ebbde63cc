"""What every document begins with: who it is about, in which case, and on which ground this may be known."""

from datetime import date

from pydantic import BaseModel

from levensloop.contracts.decision import Organisation
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported, PurposeAssessed
from levensloop.contracts.vocabulary import Person
from levensloop.documents.history import Events, last, standing_after
from levensloop.documents.history import each as each_of
from levensloop.documents.model import Facts, Section
from levensloop.documents.withheld import WITHHELD
from levensloop.documents.wording import called, day

BASIS = (
    "Verwerkt op grond van de Wet gegevensverwerking door samenwerkingsverbanden (WGS), paragraaf 2.4. "
    "Gezamenlijk verwerkingsverantwoordelijk zijn de publieke deelnemers (WGS 2.27, derde lid). Wie dit ontvangt, houdt het "
    "geheim (WGS 1.11) en gebruikt het alleen voor het doel van deze casus."
)
"""The legal basis line, on every page that opens a document (WGS 2.25, 2.27(3), 1.11)."""


def rights_at(zvh: Organisation) -> str:
    """Where the person turns to (WGS 1.4(2)(4)): one contact point and one coordinating FG, for all participants together. The ZVH by its
    name where it set none: who makes the document is told that something is to be set, not who reads it."""
    where = zvh.contact_point or zvh.called
    fg = zvh.fg or f"te bereiken via {zvh.called}"
    return f"Contactpunt voor rechten van de betrokkene: {where}. Coördinerend FG: {fg}."


def about(events: Events) -> tuple[tuple[str, str], ...]:
    """The person, the case and its inclusion date (PIC-3: it is in the plan)."""
    person, standing = known_as(events), standing_after(events)
    return (
        ("Cliënt", person.name if person else "niet bekend in dit logboek"),
        ("Geboortedatum", day(person.date_of_birth) if person else "niet bekend in dit logboek"),
        ("Gemeente bij melding", person.municipality if person else "niet bekend in dit logboek"),
        ("Casusnummer", str(events[0].case)),
        ("Inclusiedatum", day(standing.included_on) if standing.included_on else "niet geïncludeerd"),
        ("Procesregie", called(standing.director) if standing.director else "niemand"),
    )


def opening(events: Events, *more: tuple[str, str], until: date) -> Facts:
    """The facts under the title; `more` are the document's own."""
    return Facts((*about(events), *more, ("Stand van", day(until))))


def person(events: Events) -> tuple[BaseModel, ...]:
    """Who it is about."""
    found = known_as(events)
    return (found,) if found else ()


def known_as(events: Events) -> Person | None:
    """As the report has it, or as it was corrected since (GDPR 16)."""
    corrected = [each.event.person for each in each_of(events, DatumRectified) if each.event.person is not None]
    reported = last(events, ClientReported)
    return corrected[-1] if corrected else reported.event.person if reported else None


def purpose(events: Events) -> tuple[Section, ...]:
    """WGS 2.25: the purpose that was set before any partner's data came in. Nothing for who is not given it."""
    assessed = last(events, PurposeAssessed)
    if assessed is not None and assessed.event.purpose is WITHHELD:
        return ()
    said = assessed.event.purpose if assessed else "Hierover is niets vastgelegd."
    by = (
        (("Vastgesteld door", f"{called(assessed.event.by.organisation)}, {day(assessed.event.at)}"),)
        if assessed
        else ()
    )
    return (Section("Doel van de verwerking", (Facts((("Doel", said), *by)),)),)


def assessed(events: Events) -> tuple[BaseModel, ...]:
    """What the purpose is taken from, where it stands in the document."""
    found = last(events, PurposeAssessed)
    return (found.event,) if found and purpose(events) else ()
