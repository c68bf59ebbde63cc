"""The record of the inclusion table: INC-1 the seats, INC-2 the criteria, INC-4 the positions."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from levensloop.contracts.commands.inclusion import DeclineInclusion, IncludeClient, PostponeInclusion
from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.dutch import CRITERIA, SEATS
from levensloop.contracts.events.inclusion import InclusionTableHeld
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import Criterion, CriterionFinding, Position, Seat, SeatTaken

Word = TypeVar("Word", bound=StrEnum)

ROLE_OF_SEAT: dict[Seat, Role] = {
    Seat.POLITIE: Role.POLITIE,
    Seat.OM: Role.OM,
    Seat.LEVENSLOOPAANBIEDER: Role.LEVENSLOOPAANBIEDER,
    Seat.GEMEENTE: Role.GEMEENTE,
}
"""Which role sits in which seat; the reporter's seat is for who reported, whatever its role."""


def hold_table(
    standing: Standing, command: IncludeClient | PostponeInclusion | DeclineInclusion, context: Context
) -> InclusionTableHeld | Refusal:
    """The table's record, or which part of it does not hold. Every decision, in, out or later, stands on it."""
    refusal = (
        _seats(command.seats, standing, context)
        or _criteria(command.criteria)
        or _positions(command.positions, command.seats, context)
    )
    if refusal is not None:
        return refusal
    return InclusionTableHeld(
        at=context.now,
        by=context.by,
        seats=command.seats,
        criteria=command.criteria,
        positions=command.positions,
    )


def _seats(seats: tuple[SeatTaken, ...], standing: Standing, context: Context) -> Refusal | None:
    if wrong := _not_once(Seat, (taken.seat for taken in seats)):
        return refuse(
            "INC-1",
            f"Noem elke plaats aan de inclusietafel precies één keer; dat klopt niet voor: {SEATS[wrong]}.",
            seat=wrong,
        )
    for taken in seats:
        if (taken.organisation is None) == (taken.empty_because is None):
            return refuse(
                "INC-1",
                f"Zeg voor de plaats {SEATS[taken.seat]} wie er zat, óf waarom die leeg bleef.",
                seat=taken.seat,
            )
        if refusal := _occupant(taken, standing, context):
            return refusal
    if all(taken.organisation is None for taken in seats):
        return refuse("INC-1", "Aan de inclusietafel zat niemand; dan is er geen gezamenlijk besluit.", field="seats")
    return None


def _occupant(taken: SeatTaken, standing: Standing, context: Context) -> Refusal | None:
    if taken.organisation is None:
        return None
    if refusal := unknown_organisation(context, taken.organisation):
        return refusal
    if taken.seat is Seat.REPORTER:
        if taken.organisation == standing.reporter:
            return None
        return refuse(
            "INC-1",
            f"Op de plaats van de melder hoort {standing.reporter}: die heeft gemeld.",
            seat=taken.seat,
            organisation=taken.organisation,
        )
    organisation, role = context.organisations[taken.organisation], ROLE_OF_SEAT[taken.seat]
    if organisation.role is role and organisation.zvh == context.me:
        return None
    return refuse(
        "INC-1",
        f"Op de plaats {SEATS[taken.seat]} hoort een {ROLES[role].dutch} uit deze regio; {organisation.id} is dat niet.",
        seat=taken.seat,
        organisation=organisation.id,
    )


def _criteria(criteria: tuple[CriterionFinding, ...]) -> Refusal | None:
    """Each answered once. What the answers weigh is the table's to judge: a criterion that is not met blocks nothing."""
    if wrong := _not_once(Criterion, (finding.criterion for finding in criteria)):
        return refuse(
            "INC-2",
            f"Beantwoord elk inclusiecriterium precies één keer; dat klopt niet voor: {CRITERIA[wrong]}.",
            criterion=wrong,
        )
    return None


def _positions(positions: tuple[Position, ...], seats: tuple[SeatTaken, ...], context: Context) -> Refusal | None:
    """Everyone who sat there is heard, once. An absent partner's position may be there too; none of them is a veto."""
    given = [position.organisation for position in positions]
    if refusal := unknown_organisation(context, *given):
        return refusal
    for taken in seats:
        if taken.organisation is not None and taken.organisation not in given:
            return refuse(
                "INC-4",
                f"Het standpunt van {taken.organisation} ontbreekt; alle partners zijn gelijkwaardig.",
                organisation=taken.organisation,
            )
    for organisation, times in Counter(given).items():
        if times > 1:
            return refuse("INC-4", f"Van {organisation} staan er twee standpunten.", organisation=organisation)
    return None


def _not_once(all_of: type[Word], mentioned: Iterable[Word]) -> Word | None:
    """The first word of the enumeration that is not mentioned exactly once."""
    times = Counter(mentioned)
    return next((word for word in all_of if times[word] != 1), None)
