"""Whether a move did hit or no hit first, and waited for every supplier (WGS 2.28). Pure.

The steps come in the order of the log. What went to the other ZVH is recorded by another policy, maybe before the record of the step that
stands before it: it is held against the steps by its time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from levensloop.audit.asking.judging import judged
from levensloop.audit.asking.rows import Indexed, Row, by, came_along, case_row, is_event, moment, of_log, via, when
from levensloop.audit.records.event_facts import MOVE, SUPPLIER, coded
from levensloop.audit.words import what_in_dutch
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.events import handover
from levensloop.contracts.special_data import SPECIAL

SENT = "gegevens verstuurd"
IDENTITY = "WGS-2.28-1"
"""The article by which no more went than who it is about."""

_STEPS = (
    handover.MoveAnnounced,
    handover.IdentityPresented,
    handover.IdentityAnswered,
    handover.SupplierAgreementAsked,
    handover.SupplierAgreementOverdue,
    handover.SupplierAgreed,
    handover.SupplierDeclined,
    handover.CaseReleased,
    handover.CaseStreamReceived,
    handover.MoveCancelled,
    handover.IdentityWithdrawn,
    handover.HandoverAccepted,
    handover.DirectionTransferred,
)
DECLINED, NOT_ANSWERED, NOT_ASKED = "stemde niet in", "antwoordde niet", "gaf bijzondere gegevens en is niet gevraagd"


@dataclass(slots=True)
class _Move:
    """One move. `here`: announced here, and not where the case came from. `asked`: supplier → what stands in the way of its data,
    nothing once it agreed."""

    here: bool
    number: str = ""
    answered: Indexed | None = None
    released: Indexed | None = None
    asked: dict[str, str] = field(default_factory=dict)


class Moved:
    """The steps of each move; what is released, or sent, before it may be is not in order."""

    def __init__(self) -> None:
        self._moves: list[_Move] = []
        self._gave: set[str] = set()
        self._first_sent: dict[str, Indexed] = {}
        self._rows: list[Row] = []

    def over(self, record: Indexed) -> None:
        a = record.account
        if of_log(record):
            self._gave |= _gave(record)
            if is_event(record, *_STEPS):
                self._step(record)
        elif _sent(a):
            number = "".join(coded(a.codes, MOVE))
            first = self._first_sent.get(number)
            if first is None or a.at < first.account.at:
                self._first_sent[number] = record

    def rows(self) -> Iterator[Row]:
        yield from self._rows
        for number, sent in self._first_sent.items():
            same = [move for move in self._moves if number == move.number or "" in (number, move.number)]
            if all(move.here for move in same):  # what goes back to who announced it, was never its to release
                yield _row(sent, SENT, _too_early(sent, same))

    def _step(self, record: Indexed) -> None:
        if is_event(record, handover.MoveAnnounced):
            self._moves.append(self._begun(record))
        elif not self._moves or (is_event(record, handover.IdentityAnswered) and self._moves[-1].released is not None):
            self._moves.append(
                _Move(here=False)
            )  # who receives a case, or has it back, answers before its history comes
        move, a, why = self._moves[-1], record.account, None
        if is_event(record, handover.IdentityAnswered, handover.CaseStreamReceived):
            move.answered = move.answered or record
        elif is_event(record, handover.SupplierAgreementAsked):
            move.asked.setdefault(_supplier(a, a.to), NOT_ANSWERED)
        elif is_event(record, handover.SupplierAgreed, handover.SupplierDeclined):
            move.asked[_supplier(a, by(a))] = DECLINED if is_event(record, handover.SupplierDeclined) else ""
        elif is_event(record, handover.CaseReleased):
            move.released, why = record, self._in_the_way(record, move)
        self._rows.append(_row(record, what_in_dutch(a.what), why))

    def _begun(self, record: Indexed) -> _Move:
        along, number = came_along(record), "".join(coded(record.account.codes, MOVE))
        before = self._moves.pop() if along and self._moves and self._moves[-1].released is None else None
        return _Move(not along, number, before.answered if before else None)

    def _in_the_way(self, released: Indexed, move: _Move) -> list[str]:
        why = [] if move.answered else ["hit of geen hit was nog niet beantwoord"]
        why += [f"{supplier} {said}" for supplier, said in move.asked.items() if said]
        known = bool(coded(released.account.codes, MOVE)) and not came_along(released)
        return why + [f"{supplier} {NOT_ASKED}" for supplier in sorted(self._gave - move.asked.keys()) if known]


def _row(record: Indexed, step: str, why: list[str] | None) -> Row:
    """`why`: what is wrong; None where there is nothing to judge."""
    a = record.account
    said = "" if why is None else judged(bool(why))
    return case_row((step, moment(when(a)), by(a), via(a), "; ".join(why or ()), said), record)


def _too_early(sent: Indexed, moves: list[_Move]) -> list[str]:
    """What had to come before this went, and did not."""
    at = sent.account.at
    for move in moves:
        if move.answered is not None and move.released is not None and when(move.released.account) <= at:
            return [] if when(move.answered.account) <= at else ["vóór het antwoord: hit of geen hit"]
    if not any(move.answered is not None and when(move.answered.account) <= at for move in moves):
        return ["vóór het antwoord: hit of geen hit"]
    return ["voordat de casus vrijgegeven was"]


def _supplier(a: Account, otherwise: str | None) -> str:
    """Whose data it is about; in records of before that was in them: who was asked, or answered."""
    return "".join(coded(a.codes, SUPPLIER)) or otherwise or ""


def _gave(record: Indexed) -> set[str]:
    """Which partners gave special-category or criminal data with it, that this ZVH itself recorded."""
    a = record.account
    if came_along(record) or not set(a.categories) & SPECIAL or is_event(record, *_STEPS):
        return set()
    return {by(a), *coded(a.codes, SUPPLIER)} - {a.zvh}


def _sent(a: Account) -> bool:
    """Whether more of a case than who it is about went to another ZVH."""
    moved = any(covered.stream.startswith("MOVE_") for covered in a.covers)
    return moved and a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE and a.article != IDENTITY
