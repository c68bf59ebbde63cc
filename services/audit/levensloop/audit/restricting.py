"""Conditions, objections and refusals to provide (WGS 1.5(1), 1.7(1), 2.29(3)), and what did not go because of them. Pure."""

from collections.abc import Mapping

from levensloop.audit.rows import Indexed, Row, case_of, moment, of_log, row, who
from levensloop.audit.words import what_in_dutch
from levensloop.contracts.accountability import Outcome
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, retention, third_parties
from levensloop.contracts.registry import EVENTS

SAID: Mapping[type[DomainEvent], str] = {
    disclosure.ConditionsSet: "gesteld",
    disclosure.ConditionsLifted: "opgeheven",
    disclosure.DisclosureObjected: "bezwaar gemaakt",
    disclosure.ObjectionWithdrawn: "bezwaar ingetrokken",
    disclosure.ProvisionRefused: "niet verstrekt",
    handover.SupplierDeclined: "niet ingestemd",
    third_parties.AdmissionObjected: "bezwaar gemaakt",
    third_parties.AdmissionObjectionWithdrawn: "bezwaar ingetrokken",
    third_parties.AdmissionDeclined: "niet ingestemd",
    retention.ExtensionDeclined: "niet ingestemd",
}
"""Kind of event → what somebody said by it, in Dutch."""


def condition(record: Indexed) -> Row | None:
    """What somebody said, and of each disclosure which conditions went along or withheld something."""
    a = record.account
    if of_log(record):
        became = SAID.get(EVENTS.get(a.what, DomainEvent))
    elif a.conditions:
        became = "nageleefd: ingehouden" if a.outcome is Outcome.REFUSED else "meegegaan"
    else:
        became = None
    if became is None:
        return None
    by = a.rule or a.article or ""
    cells = (a.to or "", case_of(a), what_in_dutch(a.what), ", ".join(a.conditions), by, became)
    return row(record, moment(a.at), *who(a), *cells)
