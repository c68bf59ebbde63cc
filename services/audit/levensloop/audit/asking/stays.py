"""Who was let into a case, from when to when (WGS 2.31(4)(9)): members of the team, and third parties by their admission. Pure."""

from collections.abc import Iterator

from levensloop.audit.asking.rows import Indexed, Row, by, came_along, case_row, is_event, moment, of_log, when
from levensloop.audit.records.event_facts import ADMISSION, CLOSES, RETURNS, coded
from levensloop.contracts.events import handover, inclusion, retention, third_parties

CLOSING = (
    inclusion.ClientExcluded,
    inclusion.ClientDied,
    inclusion.ReportRetracted,
    inclusion.InclusionDeclined,
)
"""By each of these a case ends, whatever stands in it."""

MEMBER, STILL, UNKNOWN = "lid van het team", "nog niet beëindigd", "onbekend"

_ENDED = (third_parties.ThirdPartyAdmissionExpired, third_parties.ThirdPartyAdmissionWithdrawn)
_DESTROYED = (retention.DestructionOrdered, retention.CaseDestroyed)

_Stay = tuple[str, str]
"""Organisation, and as what it is in the case."""


def closes(record: Indexed) -> bool:
    """Whether the case ends by it: the closing events, and those that say that they close."""
    return is_event(record, *CLOSING) or (of_log(record) and CLOSES in record.account.codes)


class Admitted:
    """Each stay, from the record that let somebody in to the one that ended it. A closed case ends all: nobody sees it any more (EXT-3).

    What came along with a case was another ZVH's to let in: it has those stays in its own log.
    """

    def __init__(self) -> None:
        self._inside: dict[_Stay, Indexed] = {}
        self._before: dict[_Stay, Indexed] = {}
        self._ended: list[Row] = []

    def over(self, record: Indexed) -> None:
        if not of_log(record):
            return
        for stay in _ended(record, self._inside, self._before):
            self._ended.append(_row(stay, self._inside.pop(stay, None), record))
        if (begun := _begun(record)) is not None:
            self._inside[begun] = record
        elif _returns(record):
            self._inside |= dict.fromkeys(self._before, record)
            self._before = {}

    def rows(self) -> Iterator[Row]:
        yield from self._ended
        for still, began in self._inside.items():
            yield _row(still, began, None)


def _begun(record: Indexed) -> _Stay | None:
    if came_along(record):
        return None
    if is_event(record, inclusion.PartnerJoined):
        return record.account.to or "", MEMBER
    return _third(record) if is_event(record, third_parties.ThirdPartyAdmissionTookEffect) else None


def _ended(record: Indexed, inside: dict[_Stay, Indexed], before: dict[_Stay, Indexed]) -> list[_Stay]:
    """Which stays end by it. `before`: who was in the case when it closed, and is again when it returns."""
    organisation = record.account.to or ""
    if closes(record) or is_event(record, retention.ReturnEnded):
        before |= inside
        return list(inside)
    if is_event(record, handover.DirectionTransferred, *_DESTROYED):  # the team of the old region ends with it (MOV-5)
        before.clear()
        return list(inside)
    if came_along(record):
        return []
    if is_event(record, inclusion.PartnerLeft):
        return [] if before.pop((organisation, MEMBER), None) else [(organisation, MEMBER)]
    if is_event(record, third_parties.ThirdPartyAdmissionTookEffect):  # it takes the place of the one before
        return [stay for stay in inside if stay[0] == organisation and stay[1] != MEMBER]
    if is_event(record, *_ENDED):  # one that never took effect let nobody in
        before.pop(_third(record), None)
        return [stay for stay in inside if stay == _third(record)]
    return []


def _returns(record: Indexed) -> bool:
    return is_event(record, retention.RetentionExtended) and RETURNS in record.account.codes


def _third(record: Indexed) -> _Stay:
    number = "".join(coded(record.account.codes, ADMISSION))
    return record.account.to or "", f"derde, toelating {number}"


def _row(stay: _Stay, began: Indexed | None, ended: Indexed | None) -> Row:
    cells = (
        *stay,
        moment(when(began.account)) if began else UNKNOWN,
        moment(when(ended.account)) if ended else STILL,
        by(began.account) if began else "",
    )
    return case_row(cells, began, ended)
