"""Where a moved case comes from and whether it is whole: how many events were sent, and the chain over their bytes (MOV-2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseStreamReceived,
    DirectionTransferred,
    IdentityPresented,
    MoveAnnounced,
)
from levensloop.contracts.recorded import EMPTY_CHAIN, Recorded, chain
from levensloop.contracts.sending import handed_over
from levensloop.documents.history import Events, each
from levensloop.documents.model import Facts, Paragraph, Section
from levensloop.documents.wording import called, day


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many events of the case stream, and the chain over them."""

    count: int
    digest: str


def stretches(events: Events, move: MoveAnnounced) -> Iterator[Stretch]:
    """What the sender's log says that it sent before it transferred direction, event by event; nothing without a release (MOV-1), nor
    what is held (WGS 2.28(4)). What the transfer itself recorded (MOV-7) went after."""
    transfer = next((r for r in events if _is(r, DirectionTransferred, move.move)), None)
    count, digest = 0, EMPTY_CHAIN
    for recorded in handed_over(events, move.move):
        if transfer and (recorded is transfer or (recorded.command and recorded.command == transfer.command)):
            return
        count, digest = count + 1, chain(digest, recorded.fingerprint)
        yield Stretch(count, digest)


def _sent(events: Events, move: MoveAnnounced, receipts: list[Recorded[CaseStreamReceived]]) -> list[Stretch]:
    """At the sender from its own log. The receiver had the identity before the rest, and perhaps an earlier part of the case, so
    its log has another order: it has what it checked on arrival, and what the transfer says."""
    presented = next((at for at, r in enumerate(events) if _is(r, IdentityPresented, move.move)), len(events))
    announced = next(at for at, r in enumerate(events) if _is(r, MoveAnnounced, move.move))
    if announced < presented:
        return list(stretches(events, move))
    transfers = [r.event for r in each(events, DirectionTransferred) if r.event.move == move.move]
    confirmed = [Stretch(r.event.count, r.event.digest) for r in receipts]
    return [*confirmed, *(Stretch(said.count, said.digest) for said in transfers)]


def provenance(events: Events, move: MoveAnnounced) -> Section:
    """MOV-2: what was sent, what the receiver said it has, and whether these are the same."""
    receipts = [r for r in each(events, CaseStreamReceived) if r.event.move == move.move]
    sent = _sent(events, move, receipts)
    if not sent:
        said = "De casus is nog niet vrijgegeven; er is nog niets van verstuurd dan om wie het gaat."
        return Section("Herkomst en volledigheid", (Paragraph(said),))
    here = sent[-1]
    facts = [
        ("Verstuurd door", called(move.from_zvh)),
        ("Aantal gebeurtenissen", str(here.count)),
        ("Vingerafdruk (SHA-256-keten)", _in_two(here.digest)),
    ]
    if not receipts:
        said = f"{called(move.to_zvh)} heeft de ontvangst nog niet bevestigd."
    else:
        receipt = receipts[-1].event
        claimed = Stretch(receipt.count, receipt.digest)
        facts.append(
            (
                "Ontvangst bevestigd",
                f"{receipt.count} gebeurtenissen, {day(receipt.at)}, door {called(receipt.by.organisation)}",
            )
        )
        if claimed == here:
            said = "De ontvanger heeft de casus heel en ongewijzigd: aantal en vingerafdruk zijn gelijk."
        elif claimed in sent:
            said = (
                f"De ontvanger heeft de eerste {receipt.count} van de {here.count} gebeurtenissen, heel en ongewijzigd."
            )
        else:
            said = "LET OP: wat de ontvanger bevestigde, komt niet overeen met wat dit logboek als verstuurd kent."
            facts.append(("Bevestigde vingerafdruk", _in_two(receipt.digest)))
    sources = dict.fromkeys(recorded.source for recorded in events)
    facts.append(("Gebeurtenissen vastgelegd bij", _counted(events, list(sources))))
    return Section("Herkomst en volledigheid", (Facts(tuple(facts)), Paragraph(said)))


def _counted(events: Events, sources: list[str]) -> str:
    return "\n".join(f"{called(source)}: {sum(recorded.source == source for recorded in events)}" for source in sources)


def _in_two(digest: str) -> str:
    """On two lines of 32: it does not fit on one."""
    return f"{digest[:32]}\n{digest[32:]}"


def _is(
    recorded: Recorded[DomainEvent],
    kind: type[MoveAnnounced | IdentityPresented | DirectionTransferred],
    move: int,
) -> bool:
    return isinstance(recorded.event, kind) and recorded.event.move == move
