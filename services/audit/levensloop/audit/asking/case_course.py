"""Whether the purpose of a case was set before there was anything for it (WGS 2.25, 1.8(5), REP-3). Pure.

Events come in the order of the log. What went out is recorded by another policy, maybe before the record of an event that stands before it:
it is held against events by its time.
"""

from collections.abc import Iterator

from levensloop.audit.asking.judging import judged
from levensloop.audit.asking.rows import Indexed, Row, by, came_along, case_row, is_event, moment, of_log, when
from levensloop.audit.records.operations import operation_of
from levensloop.audit.records.out_records import READ
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.categories import ABOUT_NOBODY
from levensloop.contracts.event import kebab
from levensloop.contracts.events import disclosure, handover, inclusion, retention
from levensloop.contracts.registry import EVENTS

NO = "nee"

_PUT_IN = frozenset({Operation.COLLECT, Operation.ALTER, Operation.COMBINE})
_OF_THE_REPORT = frozenset(
    {
        inclusion.ClientReported,
        inclusion.ReportRetracted,
        inclusion.ClientDied,
        disclosure.DatumRectified,
        handover.IdentityPresented,
        handover.IdentityAnswered,
    }
)
"""What may be recorded before a purpose was judged: the report, that it was wrong or goes, that the client died; and of a case that comes
from another region who it is about (WGS 2.28(1))."""


class Purposes:
    """Data is what anybody put in or got, after the report and beside it. Of what came along with a case, only what says who did it."""

    def __init__(self) -> None:
        self._assessed: Indexed | None = None
        self._partners: Indexed | None = None
        self._early: Indexed | None = None
        self._went: Indexed | None = None
        self._unknown = False

    def over(self, record: Indexed) -> None:
        a = record.account
        if self._assessed is None and is_event(record, inclusion.PurposeAssessed):
            self._assessed = record
        if not _personal(a) or not _data(a):
            return
        if of_log(record) and came_along(record) and a.origin is None:
            self._unknown = True
        elif of_log(record) and _elsewhere(a):
            self._partners = self._partners or record
            self._early = self._early or (None if self._assessed else record)
        elif of_log(record) and not came_along(record) and a.operation in _PUT_IN:
            self._early = self._early or (None if self._assessed else record)
        elif _went(a):
            earlier = self._went is None or a.at < self._went.account.at
            self._went = record if earlier else self._went

    def rows(self) -> Iterator[Row]:
        assessed, first = self._assessed, self._early or self._partners
        went = self._went if self._went is not None and not self._before(self._went) else None
        if assessed is None and first is None and went is None:
            return
        why = []
        if self._early is not None:
            why.append("er waren gegevens voordat het doel bepaald was")
        if went is not None:
            to = went.account.to
            why.append(f"er ging iets naar {to} voordat het doel bepaald was, op {moment(went.account.at)}")
        if self._unknown:
            why.append("van wat met de casus meekwam staat hier niet wie het gaf, en wanneer")
        cells = (
            moment(when(assessed.account)) if assessed else NO,
            by(assessed.account) if assessed else "",
            moment(when(first.account)) if first else "nog geen",
            by(first.account) if first else "",
            "; ".join(why),
            judged(self._early is not None or went is not None, self._unknown),
        )
        yield case_row(cells, assessed, first, went)

    def _before(self, went: Indexed) -> bool:
        """Whether the purpose was set before this went."""
        return self._assessed is not None and when(self._assessed.account) <= went.account.at


def _personal(a: Account) -> bool:
    return bool(set(a.categories) - ABOUT_NOBODY)


def _data(a: Account) -> bool:
    """Whether it is about the person, and of more than the report: not what a supplier says of passing on, nor of how long it is kept."""
    kind = EVENTS.get(a.what)
    if kind is None:
        return a.operation is Operation.DISCLOSE and a.what != READ  # a document; of a key the letter itself is judged
    of_retention = kind.__module__ == retention.__name__
    return kind not in _OF_THE_REPORT and not of_retention and operation_of(kebab(kind.__name__)) in _PUT_IN


def _elsewhere(a: Account) -> bool:
    """Whether a partner did it: neither this ZVH, nor the one that handed it over."""
    return by(a) not in (a.zvh, a.organisation if a.origin else a.zvh)


def _went(a: Account) -> bool:
    return a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE and a.to is not None
