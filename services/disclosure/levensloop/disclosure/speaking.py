"""Who may say what on the data of a supplier, and on which data: what conditions and objections have in common (WGS 2.29(3), 1.7(1))."""

from collections.abc import Collection
from uuid import UUID

from levensloop.contracts.admission import PROCESS_DIRECTOR
from levensloop.contracts.categories import Category
from levensloop.contracts.decision import Context
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.disclosure.state import State


def may_speak_for(rule: str, supplier: str, context: Context) -> Refusal | None:
    """A supplier speaks for itself. One of another region cannot do so here, so the procesregisseur does (after a move, MOV-5)."""
    if supplier == context.me:
        message = "Het Zorg- en Veiligheidshuis verstrekt zelf niets; noem de leverancier van wie de gegevens zijn."
        return refuse(rule, message, field="supplier")
    if context.by.organisation == supplier:
        return None
    if not context.mine or context.by.functionary != PROCESS_DIRECTOR or _here(supplier, context):
        message = (
            f"Dit kan alleen {supplier} zelf; de procesregisseur alleen voor een leverancier uit een andere regio."
        )
        return refuse(rule, message, organisation=supplier)
    return None


def none_of_yours(rule: str, what: str, context: Context) -> Refusal:
    """To a partner that would take back what it did not say: the same whether nobody said it, it is over, or it is another's. Else it
    could count who keeps what from it."""
    message = f"Van uw organisatie geldt in deze casus geen {what}."
    return refuse(rule, message, organisation=context.by.organisation)


def _here(supplier: str, context: Context) -> bool:
    found = context.organisations.get(supplier)
    return found is not None and found.works_with(context.me)


def wrong_scope(
    rule: str, categories: Collection[Category], event: UUID | None, supplier: str, state: State
) -> Refusal | None:
    """It is about categories, or about one event in which this supplier gave something; never about what tells of nobody."""
    if bool(categories) == (event is not None):
        return refuse(rule, "Noem categorieën van gegevens, of één gebeurtenis; een van de twee.", field="categories")
    if Category.PROCESS in categories:
        message = "Procesgegevens zeggen niets over een persoon; noem een categorie van persoonsgegevens."
        return refuse(rule, message, field="categories")
    if event is not None and supplier not in state.suppliers.get(event, frozenset()):
        return refuse(rule, f"{supplier} verstrekte niets in deze gebeurtenis.", field="event")
    return None
