"""What came before the case travelled (MOV-1): hit or no hit, the agreement of each supplier, the release; and in which order."""

from levensloop.contracts.categories import DUTCH
from levensloop.contracts.events.handover import (
    CaseReleased,
    IdentityAnswered,
    IdentityPresented,
    MoveAnnounced,
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierDeclined,
)
from levensloop.documents.history import Events, each
from levensloop.documents.model import Facts, Section
from levensloop.documents.wording import called, day, listed, who


def beforehand(events: Events, move: MoveAnnounced) -> Section:
    """WGS 2.28(1) and (4), as the log has it."""
    shown = [r.event for r in each(events, IdentityPresented) if _of(r.event, move)]
    said = [r.event for r in each(events, IdentityAnswered) if _of(r.event, move)]
    freed = [r.event for r in each(events, CaseReleased) if _of(r.event, move)]
    facts = (
        ("Identiteit voorgelegd", f"{day(shown[-1].at)}, aan {called(move.to_zvh)}" if shown else "nee"),
        ("Hit of geen hit", _said(said[-1]) if said else "nog niet beantwoord"),
        ("Casus vrijgegeven", day(freed[-1].at) if freed else "nog niet"),
    )
    return Section(
        "Vooraf: hit of geen hit, en instemming van leveranciers", (Facts((*facts, *_suppliers(events, move))),)
    )


def _of(event: IdentityPresented | IdentityAnswered | CaseReleased, move: MoveAnnounced) -> bool:
    return (event.move, event.from_zvh) == (move.move, move.from_zvh)


def _said(answer: IdentityAnswered) -> str:
    hit = "hit: daar bekend" if answer.hit else "geen hit: daar niet bekend"
    return f"{hit}; {day(answer.at)}, door {who(answer.by)}"


def _suppliers(events: Events, move: MoveAnnounced) -> list[tuple[str, str]]:
    """The last that each was asked, with the last that it said since."""
    asked: dict[str, str] = {}
    said: dict[str, str] = {}
    for recorded in events:
        match recorded.event:
            case SupplierAgreementAsked(move=move.move, supplier=supplier) as ask:
                asked[supplier] = f"{listed(DUTCH[kind] for kind in ask.categories)}; gevraagd {day(ask.at)}"
                said[supplier] = "nog geen antwoord"
            case SupplierAgreed(move=move.move, supplier=supplier, at=at):
                said[supplier] = f"stemt in, {day(at)}"
            case SupplierDeclined(move=move.move, supplier=supplier, at=at):
                said[supplier] = f"stemt niet in, {day(at)}"
    return [(f"Leverancier {called(supplier)}", f"{what}; {said[supplier]}") for supplier, what in asked.items()]
