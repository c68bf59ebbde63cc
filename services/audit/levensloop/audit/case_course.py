"""Questions about the course of a case: purpose beforehand, who was in it, the move, how long it was kept. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from levensloop.audit.rows import Indexed, Row, case_of, moment, per_case
from levensloop.audit.words import what_in_dutch
from levensloop.contracts.accountability import Operation
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role

IN_ORDER, NOT_IN_ORDER = "in orde", "niet in orde"
NO = "nee"

_CLOSING = (
    inclusion.ClientExcluded,
    inclusion.ClientDied,
    inclusion.ReportRetracted,
    inclusion.InclusionDeclined,
    handover.DirectionTransferred,
)
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
        yield _row(case, cells, assessed, supplied)


def admitted(records: Iterable[Indexed]) -> Iterator[Row]:
    """WGS 2.31(4)(9): each stay in a team, from the record that let somebody in to the one that ended it."""
    for case in per_case(records):
        inside: dict[str, Indexed] = {}
        for record in case:
            organisation = record.account.to or ""
            if _is(record, inclusion.PartnerJoined):
                inside[organisation] = record
            elif _is(record, inclusion.PartnerLeft):
                yield _stay(case, organisation, inside.pop(organisation, None), record)
            elif _is(record, handover.DirectionTransferred):  # the team of the old region ends with it (MOV-5)
                for member, joined in inside.items():
                    yield _stay(case, member, joined, record)
                inside = {}
        for organisation, joined in inside.items():
            yield _stay(case, organisation, joined, None)


def moved(records: Iterable[Indexed]) -> Iterator[Row]:
    """WGS 2.28: the steps of each move; what is given away before hit or no hit was answered is not in order."""
    for case in per_case(records):
        answered = False
        for record in case:
            if _is(record, handover.MoveAnnounced) and not _came_along(record):
                answered = False
            if not _is(record, *_STEPS):
                continue
            answered = answered or _is(record, handover.IdentityAnswered, handover.CaseStreamReceived)
            judged = _is(record, handover.CaseReleased)
            said = (IN_ORDER if answered else NOT_IN_ORDER) if judged else ""
            a = record.account
            yield _row(case, (what_in_dutch(a.what), moment(a.at), a.organisation, said), record)


def kept(records: Iterable[Indexed]) -> Iterator[Row]:
    """WGS 1.8(7): one row per case."""
    for case in per_case(records):
        first = next((r for r in case if _of_log(r)), case[0])
        closing = [r for r in case if _is(r, *_CLOSING)]
        extended = [r for r in case if "retention-extended" in r.account.what and _of_log(r)]
        destroyed = [r for r in case if r.account.operation is Operation.ERASE and "destroyed" in r.account.what]
        cells = (
            moment(first.account.at),
            moment(closing[-1].account.at) if closing else NO,
            ", ".join(moment(r.account.at) for r in extended) or NO,
            moment(destroyed[-1].account.at) if destroyed else NO,
        )
        yield _row(case, cells, first, *closing[-1:], *extended, *destroyed[-1:])


def _stay(case: Sequence[Indexed], organisation: str, joined: Indexed | None, left: Indexed | None) -> Row:
    cells = (
        organisation,
        moment(joined.account.at) if joined else "onbekend",
        moment(left.account.at) if left else "nog in het team",
        joined.account.organisation if joined else "",
    )
    return _row(case, cells, joined, left)


def _row(case: Sequence[Indexed], cells: tuple[str, ...], *of: Indexed | None) -> Row:
    return Row((case_of(case[0].account), *cells), tuple(record.index for record in of if record))


def _first(case: Sequence[Indexed], kind: type[DomainEvent]) -> Indexed | None:
    return next((record for record in case if _is(record, kind)), None)


def _is(record: Indexed, *kinds: type[DomainEvent]) -> bool:
    """Whether it is the record of such an event itself, and not of what became of it."""
    return EVENTS.get(record.account.what) in kinds and _of_log(record)


def _of_log(record: Indexed) -> bool:
    return any(covered.stream.startswith("LOG_") for covered in record.account.covers)


def _came_along(record: Indexed) -> bool:
    """Whether another ZVH recorded it, and it came here with the case; who receives a case answers before its history comes."""
    return record.account.operation is Operation.COLLECT and record.account.role is Role.ZVH


def _partner_data(record: Indexed) -> bool:
    a = record.account
    personal = set(a.categories) - {Category.PROCESS, Category.STAFF}
    supplied = a.operation is Operation.COLLECT and a.organisation != a.zvh and not _came_along(record)
    return supplied and _of_log(record) and bool(personal)
