"""Who may stop an admission: a participant that objects (WGS 1.7(2)), a supplier that does not agree (WGS 1.7(3))."""

from levensloop.contracts.commands.third_parties import (
    AnswerAdmissionRequest,
    ObjectToAdmission,
    WithdrawAdmissionObjection,
)
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.third_parties import (
    AdmissionAgreed,
    AdmissionDeclined,
    AdmissionObjected,
    AdmissionObjectionWithdrawn,
)
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.inclusion.admitting import running, withdrawn
from levensloop.inclusion.state import State


def answer(state: State, command: AnswerAdmissionRequest, context: Context) -> Decision:
    """WGS 1.7(3): a supplier may answer otherwise later; who declines while it is in effect, of that nothing new goes."""
    found = running(state, command.admission)
    if isinstance(found, Refusal):
        return found
    supplier = command.supplier or context.by.organisation
    asked = found.agreements.get(supplier)
    if asked is None:
        return refuse("WGS-1.7-3", f"Aan {supplier} is voor deze toelating niets gevraagd.", field="supplier")
    answers = supplier if supplier in context.organisations else context.me
    if context.by.organisation != answers:
        return refuse("WGS-1.7-3", f"Alleen {answers} kan hierop antwoorden.", organisation=answers)
    if asked.agreed == command.agrees:
        return []
    at, by, number = context.now, context.by, found.number
    if command.agrees:
        return [AdmissionAgreed(at=at, by=by, admission=number, supplier=supplier, note=command.note)]
    if command.note is None:
        return refuse("WGS-1.7-3", "Wie niet instemt, zegt waarom.", field="note")
    return [AdmissionDeclined(at=at, by=by, admission=number, supplier=supplier, reason=command.note)]


def object_to(state: State, command: ObjectToAdmission, context: Context) -> Decision:
    """WGS 1.7(2): it blocks. An admission that is in effect ends by it: from then on somebody objects."""
    found = running(state, command.admission)
    if isinstance(found, Refusal):
        return found
    if context.by.organisation in found.objections:
        return []
    objected = AdmissionObjected(at=context.now, by=context.by, admission=found.number, reason=command.reason)
    ends: list[DomainEvent] = []
    if found.in_effect:
        ends = withdrawn(state, found, f"Bezwaar van {context.by.organisation}.", context)
    return [objected, *ends]


def object_no_more(state: State, command: WithdrawAdmissionObjection, context: Context) -> Decision:
    """WGS 1.7(2): only who objected can take it back."""
    found = running(state, command.admission)
    if isinstance(found, Refusal):
        return found
    if context.by.organisation not in found.objections:
        return refuse("WGS-1.7-2", f"Van {context.by.organisation} is hier geen bezwaar.", field="admission")
    return [AdmissionObjectionWithdrawn(at=context.now, by=context.by, admission=found.number)]
