"""Conditions, objections and refusals to provide (WGS 1.5(1), 1.7(1), 2.29(3)): what was said, what did not go, were they kept. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from levensloop.audit.asking.judging import judged
from levensloop.audit.asking.kept import CaseKept, Said
from levensloop.audit.asking.rows import Indexed, Row, by, case_of, is_event, moment, of_log, row, via, when, who
from levensloop.audit.records.event_facts import ADMISSION, coded
from levensloop.audit.refusals import why_with_rule
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


class Restricted:
    """What somebody said, and of each disclosure which conditions went along or withheld something, as the log goes by; at its end of each
    condition and objection whether it was kept."""

    def __init__(self) -> None:
        self._cases: dict[object, tuple[CaseKept, Admissions]] = {}

    def over(self, record: Indexed) -> Iterator[Row]:
        if (case := record.account.case) is None:
            return
        kept, admissions = self._cases.setdefault(case, (CaseKept(), Admissions()))
        kept.over(record)
        yield from admissions.over(record)
        if (found := _condition(record)) is not None:
            yield found

    def close(self) -> Iterator[Row]:
        for kept, _ in self._cases.values():
            for said, against in kept.close():
                yield _verdict(said, against)


class Admissions:
    """WGS 1.7(2): an admission of a third party to which somebody objects does not take effect."""

    def __init__(self) -> None:
        self._objected: dict[tuple[str, ...], dict[str, Indexed]] = {}

    def over(self, record: Indexed) -> Iterator[Row]:
        number = coded(record.account.codes, ADMISSION)
        if is_event(record, third_parties.AdmissionObjected):
            self._objected.setdefault(number, {})[by(record.account)] = record
        elif is_event(record, third_parties.AdmissionObjectionWithdrawn):
            self._objected.get(number, {}).pop(by(record.account), None)
        elif is_event(record, third_parties.ThirdPartyAdmissionTookEffect):
            for objected in self._objected.pop(number, {}).values():
                yield _row(
                    objected, f"niet nageleefd: de toelating ging toch in op {moment(when(record.account))}", record
                )


def _condition(record: Indexed) -> Row | None:
    a = record.account
    if of_log(record):
        became = SAID.get(EVENTS.get(a.what, DomainEvent))
    elif a.conditions:
        became = "nageleefd: ingehouden" if a.outcome is Outcome.REFUSED else "meegegaan"
    else:
        became = None
    return None if became is None else row(record, *_cells(record, became, ""))


def _verdict(said: Said, against: Sequence[Indexed]) -> Row:
    """Whether it was kept."""
    if not said.known:
        return _row(said.record, "niet te zeggen: deze oudere regel zegt niet waarover het gaat", unknown=True)
    if against:
        went = ", ".join(f"{w.account.to} op {moment(w.account.at)}" for w in against)
        return _row(said.record, f"niet nageleefd: toch verstrekt aan {went}", *against)
    kept = f"nageleefd: {said.withheld} keer ingehouden" if said.withheld else "nageleefd: er ging niets tegenin"
    return _row(said.record, kept)


def _row(said: Indexed, became: str, *against: Indexed, unknown: bool = False) -> Row:
    found = (said, *against)
    cells = _cells(said, became, judged(bool(against), unknown))
    return Row(cells, tuple(one.index for one in found), tuple(one.account.at for one in found))


def _cells(record: Indexed, became: str, verdict: str) -> tuple[str, ...]:
    a = record.account
    rule = why_with_rule(a.rule) if a.rule else a.article or ""
    about = (what_in_dutch(a.what), ", ".join(a.conditions), rule)
    return (moment(when(a)), *who(a), a.to or "", case_of(a), *about, via(a), became, verdict)
