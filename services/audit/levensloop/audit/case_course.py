"""Questions about the course of a case that judge it: purpose beforehand, and the move. Pure."""

from collections.abc import Iterable, Iterator

from levensloop.audit.rows import Indexed, Row, came_along, case_row, is_event, moment, of_log
from levensloop.audit.words import what_in_dutch
from levensloop.contracts.accountability import Operation
from levensloop.contracts.categories import Category
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


class Purposes:
    """REP-3, WGS 2.25: partner data is what others supplied after the report; what came along with a case was judged where it came from."""

    def __init__(self) -> None:
        self._reported = False
        self._assessed: Indexed | None = None
        self._supplied: Indexed | None = None

    def over(self, record: Indexed) -> None:
        report = not self._reported and is_event(record, inclusion.ClientReported)
        self._reported = self._reported or report
        if self._assessed is None and is_event(record, inclusion.PurposeAssessed):
            self._assessed = record
        if self._supplied is None and not report and _partner_data(record):
            self._supplied = record

    def rows(self) -> Iterator[Row]:
        assessed, supplied = self._assessed, self._supplied
        if assessed is None and supplied is None:
            return
        right = supplied is None or (assessed is not None and assessed.index < supplied.index)
        cells = (
            moment(assessed.account.at) if assessed else NO,
            assessed.account.organisation if assessed else "",
            moment(supplied.account.at) if supplied else "nog geen",
            supplied.account.organisation if supplied else "",
            IN_ORDER if right else NOT_IN_ORDER,
        )
        yield case_row(cells, assessed, supplied)


class Moved:
    """WGS 2.28: the steps of each move; what is given away before hit or no hit was answered is not in order."""

    def __init__(self) -> None:
        self._answered = False
        self._rows: list[Row] = []

    def over(self, record: Indexed) -> None:
        if is_event(record, handover.MoveAnnounced) and not came_along(record):
            self._answered = False
        if not is_event(record, *_STEPS):
            return
        self._answered = self._answered or is_event(record, handover.IdentityAnswered, handover.CaseStreamReceived)
        judged = is_event(record, handover.CaseReleased)
        said = (IN_ORDER if self._answered else NOT_IN_ORDER) if judged else ""
        a = record.account
        self._rows.append(case_row((what_in_dutch(a.what), moment(a.at), a.organisation, said), record))

    def rows(self) -> Iterable[Row]:
        return self._rows


def _partner_data(record: Indexed) -> bool:
    a = record.account
    personal = set(a.categories) - {Category.PROCESS, Category.STAFF}
    supplied = a.operation is Operation.COLLECT and a.organisation != a.zvh and not came_along(record)
    return supplied and of_log(record) and bool(personal)
