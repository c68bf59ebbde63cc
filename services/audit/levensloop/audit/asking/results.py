"""What results went to third parties, and what stood in the way or allowed it (WGS 1.7(2)(3)(4), 2.31(9)(11)). Pure.

A record has of it what is in a closed form. Necessity, and who got it outside the network, are text: those stay in the event, sealed.
"""

from collections.abc import Mapping

from levensloop.audit.asking.rows import Indexed, Row, case_of, moment, of_log, place, row, via, when, who
from levensloop.audit.records.event_facts import ADMISSION, AGREED, DECIDED, GIVING, HEARD, RAC, coded
from levensloop.audit.words import categories_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Operation
from levensloop.contracts.events import third_parties
from levensloop.contracts.registry import EVENTS

OUTSIDE = "buiten het netwerk"

CODES: Mapping[str, tuple[str, ...]] = {
    "nummer": (ADMISSION, GIVING),
    "RAC-toets": (RAC,),
    "gehoord, geen bezwaar": (HEARD,),
    "ingestemd": (AGREED,),
    "besloten door": (DECIDED,),
}
"""Column → the kinds of codes in it."""

_WITH_NECESSITY = (third_parties.ThirdPartyAdmitted, third_parties.ResultGiven)
_KINDS = frozenset(kind for kind in EVENTS.values() if kind.__module__ == third_parties.__name__)


def result(record: Indexed) -> Row | None:
    """The course of each admission and of each result that was given outside: also who agreed, declined or objected, and feedback."""
    a = record.account
    if EVENTS.get(a.what) not in _KINDS or not of_log(record):
        return None
    to = a.to or (OUTSIDE if a.operation is Operation.DISCLOSE else "")
    said = (", ".join(part for kind in kinds for part in coded(a.codes, kind)) for kinds in CODES.values())
    need = f"vastgelegd in gebeurtenis {place(record)}" if EVENTS[a.what] in _WITH_NECESSITY else ""
    about = (what_in_dutch(a.what), *said, need, categories_in_dutch(a.categories), a.article or "", via(a))
    return row(record, moment(when(a)), *who(a), to, case_of(a), *about)
