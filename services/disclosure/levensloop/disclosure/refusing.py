"""WGS 1.5(1): a participant need not provide what it has weighty reasons to keep; that it does not, and why, is an outcome of its own."""

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import RefuseProvision
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.events.disclosure import ProvisionRefused
from levensloop.contracts.refusal import refuse
from levensloop.disclosure.state import State

RULE = "WGS-1.5-1"


def refuse_provision(state: State, command: RefuseProvision, context: Context) -> Decision:
    """With its reasons, or not at all: a participant must provide, unless it says why not."""
    if command.reasons is None:
        message = "Een deelnemer verstrekt wat is gevraagd, tenzij er zwaarwegende redenen zijn: noem die."
        return refuse(RULE, message, field="reasons")
    if Category.PROCESS in command.categories:
        message = "Procesgegevens zeggen niets over een persoon; noem een categorie van persoonsgegevens."
        return refuse(RULE, message, field="categories")
    return [
        ProvisionRefused(
            at=context.now,
            by=context.by,
            refusal=len(state.refusals) + 1,
            categories=tuple(dict.fromkeys(command.categories)),
            question=command.question,
            reasons=command.reasons,
        )
    ]
