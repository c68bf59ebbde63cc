"""The exclusiebesluit as a document: the three conditions, each with its evidence, and who decided it together (EXT-1, EXT-2)."""

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import ClientExcluded, ClientIncluded, HeadsChanged
from levensloop.contracts.events.plan import LabelWithdrawn
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.documents.history import Events, day_after, each, last, standing_after
from levensloop.documents.model import Document, Facts, Lines, Paragraph, Section
from levensloop.documents.opening import BASIS, assessed, opening, person, purpose
from levensloop.documents.people import carriers
from levensloop.documents.wording import called, day, listed, who

SHOWN: tuple[type[DomainEvent], ...] = (ClientIncluded, DirectionTransferred, HeadsChanged, ClientExcluded)
"""What the document is made from, besides the person and the purpose (ALW-2)."""


def exclusion_document(events: Events) -> Document | Refusal:
    """EXT-2: the decision in writing."""
    found = last(events, ClientExcluded)
    if found is None:
        return refuse("EXT-2", "Er is geen besluit tot uitstroom; er is dus geen exclusiebesluit.")
    case, until = str(events[0].case), day_after(events)
    made = (("Besloten op", day(found.event.at)), ("Vastgelegd door", who(found.event.by)))
    return Document(
        file=f"exclusiebesluit-{case}.pdf",
        title="Exclusiebesluit",
        case=case,
        version=f"besluit van {day(found.event.at)}",
        day=until,
        basis=BASIS,
        facts=opening(events, *made, until=until),
        sections=(
            _decision(found.event),
            _conditions(found.event),
            _meeting(found.event),
            _labels(events),
            carriers(events),
            *purpose(events),
            _signature(events),
        ),
        written=found,
        data=(*person(events), *assessed(events), *(recorded.event for recorded in each(events, *SHOWN))),
    )


def _decision(excluded: ClientExcluded) -> Section:
    return Section("Besluit", (Paragraph(excluded.decision),))


def _conditions(excluded: ClientExcluded) -> Section:
    """EXT-1: all three, each with its evidence."""
    since = f"Stabiel sinds {day(excluded.stable_since)}, tijdens een verblijf buiten."
    return Section(
        "Onderbouwing",
        (),
        (
            Section(
                "1. Ten minste twee jaar stabiel op het gevaarscriterium",
                (Paragraph(since), Paragraph(excluded.stability)),
            ),
            Section("2. Beschermende factoren duurzaam geborgd", (Paragraph(excluded.protective_factors),)),
            Section(
                "3. Risico aanzienlijk verlaagd of verdwenen, blijkens risicotaxatie",
                (Paragraph(excluded.risk_assessment),),
            ),
        ),
    )


def _meeting(excluded: ClientExcluded) -> Section:
    """EXT-2: decided with the whole team, the client and relatives."""
    facts = (
        ("Aan tafel", listed(map(called, excluded.participants))),
        ("Cliënt en naasten", excluded.client_and_relatives),
    )
    return Section("Het overleg", (Facts(facts),))


def _labels(events: Events) -> Section:
    """EXT-3: every partner is asked to take the label out."""
    asked = {recorded.event.partner for recorded in each(events, LabelWithdrawn)}
    how_many = {0: "nog geen partner", 1: "één partner"}.get(len(asked), f"{len(asked)} partners")
    said = f"Aan {how_many} is gevraagd het label uit het eigen systeem te halen."
    return Section("Intrekken van het label", (Paragraph(said),))


def _signature(events: Events) -> Section:
    heads = standing_after(events).heads
    director = heads.process_director if heads else "procesregisseur"
    said = Paragraph(
        "Schriftelijk vastgelegd door het Zorg- en Veiligheidshuis en gedeeld met de levensloopcoördinator."
    )
    return Section("Ondertekening", (said, Lines((f"Procesregisseur: {director}", "Plaats en datum"))))
