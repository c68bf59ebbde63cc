"""The transfer dossier (overdrachtsdossier): the move, the plan, who carried and carries, the history and its provenance (MOV-2)."""

from typing import TypeVar

from levensloop.contracts.events.handover import (
    DirectionTransferred,
    HandoverAccepted,
    JointMeetingHeld,
    MoveAnnounced,
    MoveCancelled,
)
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.documents import plan
from levensloop.documents.actions import actions
from levensloop.documents.beforehand import beforehand
from levensloop.documents.history import Events, day_after, each, last
from levensloop.documents.informed import informed
from levensloop.documents.inventory import inventory, wlz
from levensloop.documents.model import Document, Facts, Paragraph, Section
from levensloop.documents.opening import BASIS, opening, purpose
from levensloop.documents.outline import outline
from levensloop.documents.people import carried, heads_rows, labels, team
from levensloop.documents.picture import picture
from levensloop.documents.provenance import provenance
from levensloop.documents.running import running
from levensloop.documents.wording import NOTHING, called, day, listed


def transfer_document(events: Events) -> Document | Refusal:
    """Of the move that runs or ran last."""
    announced = last(events, MoveAnnounced)
    if announced is None:
        return refuse("MOV-1", "Er is geen verhuizing aangekondigd; er is dus geen overdrachtsdossier.")
    move, case, until = announced.event, str(events[0].case), day_after(events)
    return Document(
        file=f"overdrachtsdossier-{case}-{move.move}.pdf",
        title="Overdrachtsdossier",
        case=case,
        version=f"verhuizing {move.move}",
        day=until,
        basis=BASIS,
        facts=opening(events, ("Verhuizing", f"van {called(move.from_zvh)} naar {called(move.to_zvh)}"), until=until),
        sections=(
            _move(events, move),
            carried(events),
            _plan(events),
            actions(events),
            running(events),
            picture(events),
            inventory(events),
            wlz(events),
            informed(events),
            team(events),
            labels(events),
            provenance(events, move),
            outline(events),
            beforehand(events, move),
            *purpose(events),
        ),
        written=announced,
        data=tuple(recorded.event for recorded in events),
    )


def _move(events: Events, move: MoveAnnounced) -> Section:
    """MOV-1, MOV-4, MOV-5: why, how far, and what was agreed."""
    accepted = next(iter(_of(events, HandoverAccepted, move)[::-1]), None)
    transferred = next(iter(_of(events, DirectionTransferred, move)), None)
    cancelled = next(iter(_of(events, MoveCancelled, move)), None)
    facts = (
        ("Aangekondigd", day(move.at)),
        ("Beoogd op", day(move.planned_on)),
        ("Reden", move.reason),
        ("Aanvaard", f"{day(accepted.at)}, door {called(accepted.by.organisation)}" if accepted else "nog niet"),
        ("Regie overgedragen", day(transferred.at) if transferred else "nee" if cancelled else "nog niet"),
        *((("Gaat niet door", f"{day(cancelled.at)}: {cancelled.reason}"),) if cancelled else ()),
    )
    taking_over = Facts(heads_rows(accepted.heads)) if accepted else NOTHING
    meetings = tuple(
        Section(
            f"Gezamenlijk overleg van {day(meeting.at)}",
            (
                Paragraph(f"Aan tafel: {listed(map(called, meeting.participants))}.", quiet=True),
                Paragraph(meeting.agreements),
            ),
        )
        for meeting in _of(events, JointMeetingHeld, move)
    )
    return Section("De verhuizing", (Facts(facts),), (Section("Wie de casus overneemt", (taking_over,)), *meetings))


M = TypeVar("M", HandoverAccepted, JointMeetingHeld, DirectionTransferred, MoveCancelled)


def _of(events: Events, kind: type[M], move: MoveAnnounced) -> list[M]:
    """Of this move, oldest first."""
    return [recorded.event for recorded in each(events, kind) if recorded.event.move == move.move]


def _plan(events: Events) -> Section:
    """MOV-3: the plan that the receiver follows."""
    found = plan.versions(events)
    if not found:
        return Section("Levensloopplan", (Paragraph("Er is nog geen levensloopplan vastgesteld.", quiet=True),))
    current = found[-1].event
    said = Paragraph(f"Versie {current.plan_version}, van {day(current.at)}. De ontvanger volgt dit plan.", quiet=True)
    return Section("Levensloopplan", (said,), tuple(make(current.plan) for make in plan.OF_THE_PLAN))
