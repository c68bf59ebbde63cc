"""WGS 1.7(1): a supplier objects to disclosure of what it supplied. It works from that moment, also on what waits."""

from levensloop.contracts.commands.disclosure import ObjectToDisclosure, WithdrawObjection
from levensloop.contracts.decision import Context, Decision, unknown_organisation
from levensloop.contracts.events.disclosure import DisclosureObjected, ObjectionWithdrawn
from levensloop.contracts.refusal import refuse
from levensloop.contracts.restrictions import OBJECTION
from levensloop.disclosure.speaking import may_speak_for, none_of_yours, wrong_scope
from levensloop.disclosure.state import State


def object_to_disclosure(state: State, command: ObjectToDisclosure, context: Context) -> Decision:
    """With weighty reasons; against one organisation, or against anyone."""
    supplier = command.supplier or context.by.organisation
    refusal = may_speak_for(OBJECTION, supplier, context) or wrong_scope(
        OBJECTION, command.categories, command.event, supplier, state
    )
    if refusal is None and command.against is not None:
        refusal = unknown_organisation(context, command.against)
    if refusal is not None:
        return refusal
    if command.against == supplier:
        message = "Een bezwaar gaat over verstrekking aan een ander; eigen gegevens houdt een leverancier zelf."
        return refuse(OBJECTION, message, field="against")
    if command.reasons is None:
        return refuse(OBJECTION, "Wie bezwaar maakt, noemt de zwaarwegende redenen.", field="reasons")
    return [
        DisclosureObjected(
            at=context.now,
            by=context.by,
            objection=state.restrictions.objections_made + 1,
            supplier=supplier,
            categories=tuple(dict.fromkeys(command.categories)),
            event=command.event,
            against=command.against,
            reasons=command.reasons,
        )
    ]


def withdraw_objection(state: State, command: WithdrawObjection, context: Context) -> Decision:
    """Only by who objected."""
    objection = state.restrictions.objections.get(command.objection)
    if not context.mine and (objection is None or objection.supplier != context.by.organisation):
        return none_of_yours(OBJECTION, f"bezwaar {command.objection}", context)
    if objection is None:
        return refuse(OBJECTION, f"Bezwaar {command.objection} is er niet, of is al ingetrokken.", field="objection")
    if refusal := may_speak_for(OBJECTION, objection.supplier, context):
        return refusal
    return [
        ObjectionWithdrawn(
            at=context.now,
            by=context.by,
            objection=objection.number,
            supplier=objection.supplier,
            reason=command.reason,
        )
    ]
