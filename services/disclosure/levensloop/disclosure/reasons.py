"""Why something that the matrix gives did not go, in Dutch: whose condition or objection, and what the client said when. Pure."""

from collections.abc import Collection, Sequence
from functools import reduce

from levensloop.contracts import restrictions
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import ConditionsSet, DisclosureObjected
from levensloop.contracts.grounds import CORRECTED, LEFT, SAYS
from levensloop.contracts.intake import Consent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import CONDITION, CONSENT, ERASURE, EXPIRED, OBJECTION, Restrictions
from levensloop.disclosure.account import AccountRecord

SAID = {Consent.GIVEN: "gegeven", Consent.REFUSED: "geweigerd", Consent.WITHDRAWN: "ingetrokken"}


def reasons(case: Sequence[Recorded[DomainEvent]], refused: Collection[AccountRecord]) -> dict[str, str]:
    """Field, or part such as `inventory.indications.0`, → why it was withheld, by these records of one disclosure."""
    found: dict[str, list[str]] = {}
    for record in refused:
        for place in record.withheld:
            found.setdefault(place, []).append(why(case, record))
    return {place: "; ".join(each) for place, each in found.items()}


def why(case: Sequence[Recorded[DomainEvent]], record: AccountRecord) -> str:
    """Of one record with outcome `refused`: `bezwaar 2 van politie-haaglanden (WGS-1.7-1)`."""
    return f"{_said(case, record)} ({record.rule})"


def _said(case: Sequence[Recorded[DomainEvent]], record: AccountRecord) -> str:
    by = {(_rule(r.event), number): r.event for r in case if (number := _number(r.event))}
    numbered = [(number, by.get((record.rule, number))) for number in record.numbers]
    match record.rule:
        case rule if rule in (CONDITION, OBJECTION):
            word = "voorwaarde" if rule == CONDITION else "bezwaar"
            return ", ".join(f"{word} {number} van {_supplier(event)}" for number, event in numbered)
        case rule if rule == CONSENT:
            return _consent(reduce(restrictions.evolve, (r for r in case if r.time <= record.at), Restrictions()))
        case rule if rule == ERASURE:
            return "vernietigd"
        case rule if rule in (LEFT, CORRECTED, "EXT-3", "MOV-7"):
            return SAYS[rule]
        case rule if rule == EXPIRED:
            return "de toelating van deze derde was verlopen"
    return str(record.rule)


def _rule(event: DomainEvent) -> str | None:
    return CONDITION if isinstance(event, ConditionsSet) else OBJECTION


def _number(event: DomainEvent) -> int | None:
    match event:
        case ConditionsSet(condition=number) | DisclosureObjected(objection=number):
            return number
    return None


def _supplier(event: DomainEvent | None) -> str:
    return event.supplier if isinstance(event, ConditionsSet | DisclosureObjected) else "een leverancier"


def _consent(known: Restrictions) -> str:
    if known.consent is None:
        return "de cliënt gaf geen toestemming"
    day = f" op {known.said_on:%d-%m-%Y}" if known.said_on else ""
    return f"toestemming {SAID[known.consent]}{day}"
