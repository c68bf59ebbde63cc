"""Questions about the course of a case that judge it: purpose beforehand, and the move. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from levensloop.audit.rows import Indexed, Row, came_along, case_row, is_event, moment, of_log, per_case
from levensloop.audit.words import what_in_dutch
from levensloop.contracts.accountability import Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion

IN_ORDER, NOT_IN_ORDER = "in orde", "niet in orde"
NO = "nee"

_STEPS = (
    handover.MoveAnnounced,
    handover.IdentityPresented,
    handover.IdentityAnswered,
    handover.SupplierAgreementAsked,
    handover.SupplierAgreed,
    handover.SupplierDeclined,
    handover.CaseReleased,
    handover.CaseStreamReceived,
    handover.MoveCancelled,
    handover.HandoverAccepted,
    handover.DirectionTransferred,
)


def purposes(records: Iterable[Indexed]) -> Iterator[Row]:
    """REP-3, WGS 2.25: partner data is what others supplied after the report; what came along with a case was judged where it came from."""
    for case in per_case(records):
        reported, assessed = _first(case, inclusion.ClientReported), _first(case, inclusion.PurposeAssessed)
        supplied = next((r for r in case if r is not reported and _partner_data(r)), None)
        if assessed is None and supplied is None:
            continue
        right = supplied is None or (assessed is not None and assessed.index < supplied.index)
        cells = (
            moment(assessed.account.at) if assessed else NO,
            assessed.account.organisation if assessed else "",
            f"{moment(supplied.account.at)}, {supplied.account.organisation}" if supplied else "nog geen",
            IN_ORDER if right else NOT_IN_ORDER,
        )
        yield case_row(case, cells, assessed, supplied)


def moved(records: Iterable[Indexed]) -> Iterator[Row]:
    """WGS 2.28: the steps of each move; what is given away before hit or no hit was answered is not in order."""
    for case in per_case(records):
        answered = False
        for record in case:
            if is_event(record, handover.MoveAnnounced) and not came_along(record):
                answered = False
            if not is_event(record, *_STEPS):
                continue
            answered = answered or is_event(record, handover.IdentityAnswered, handover.CaseStreamReceived)
            judged = is_event(record, handover.CaseReleased)
            said = (IN_ORDER if answered else NOT_IN_ORDER) if judged else ""
            a = record.account
            yield case_row(case, (what_in_dutch(a.what), moment(a.at), a.organisation, said), record)


def _first(case: Sequence[Indexed], kind: type[DomainEvent]) -> Indexed | None:
    return next((record for record in case if is_event(record, kind)), None)


def _partner_data(record: Indexed) -> bool:
    a = record.account
    personal = set(a.categories) - {Category.PROCESS, Category.STAFF}
    supplied = a.operation is Operation.COLLECT and a.organisation != a.zvh and not came_along(record)
    return supplied and of_log(record) and bool(personal)
