"""MOV-1: hit or no hit first, then the agreement of every supplier, and only then the case itself is released; and after that the
agreement to what is held (WGS 2.28(4))."""

from collections.abc import Sequence

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.handover import AnswerIdentity, AnswerSupplierRequest
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.handover import (
    CaseReleased,
    IdentityAnswered,
    SupplierAgreed,
    SupplierAgreementAsked,
    SupplierDeclined,
)
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import refuse
from levensloop.contracts.roles import Role
from levensloop.contracts.special_data import Agreement, Kinds, suppliers
from levensloop.contracts.standing import CLOSED
from levensloop.contracts.terms import SUPPLIER
from levensloop.handover.cancel import closed
from levensloop.handover.state import Move, State


def answer_identity(state: State, command: AnswerIdentity, context: Context) -> Decision:
    """WGS 2.28(1), by the receiving ZVH. A hit says that the person is known there, and nothing of what is known."""
    asked = state.identity
    if asked is None or asked.to_zvh != context.me:
        return refuse("MOV-1", "Van deze casus is hier geen identiteit voorgelegd.")
    if asked.withdrawn:
        return refuse("MOV-1", f"{asked.from_zvh} heeft de vraag ingetrokken: de verhuizing gaat niet door.")
    if asked.hit is not None and asked.hit != command.hit:
        said = "hit" if asked.hit else "geen hit"
        return refuse("MOV-1", f"Er is al geantwoord: {said}. Is dat onjuist, bel dan {asked.from_zvh}.")
    if asked.hit is not None:
        return []
    return [IdentityAnswered(at=context.now, by=context.by, move=asked.move, from_zvh=asked.from_zvh, hit=command.hit)]


def answer_supplier(state: State, command: AnswerSupplierRequest, context: Context) -> Decision:
    """WGS 2.28(4): a supplier that declined may agree later; one that agreed may decline as long as nothing was sent, and after the
    release about what is held."""
    supplier = command.supplier or context.by.organisation
    move = state.running
    asked = move.asked.get(supplier) if move else None
    if move is None or asked is None:
        return refuse("MOV-1", f"Aan {supplier} is voor een lopende verhuizing niets gevraagd.", field="supplier")
    answers = _owner(supplier, context)
    if context.by.organisation != answers:
        return refuse("MOV-1", f"Alleen {answers} kan hierop antwoorden.", organisation=answers)
    if asked.agreed == command.agrees:
        return []
    if move.released and supplier not in move.lacks:
        return refuse("MOV-1", "De casus is al vrijgegeven; het antwoord kan niet meer veranderen.")
    at, by = context.now, context.by
    if command.agrees:
        return [SupplierAgreed(at=at, by=by, move=move.number, supplier=supplier, note=command.note)]
    if command.note is None:
        return refuse("MOV-1", "Wie niet instemt, zegt waarom.", field="note")
    return [SupplierDeclined(at=at, by=by, move=move.number, supplier=supplier, reason=command.note)]


def proceed(state: State, recorded: Recorded[DomainEvent], context: Context) -> Sequence[DomainEvent]:
    """What follows, whatever was recorded: the end of the move with the case, who must be asked now, also after the release, or the
    release."""
    move, identity = state.running, state.presented
    if move is None or move.from_zvh != context.me:
        return []
    if state.standing.phase in CLOSED:
        return [] if state.labels else closed(state, move, context)  # that labels are withdrawn (EXT-3) travels too
    if identity is None or identity.hit is None:
        return []
    needed = _lacking(move) if move.released else _needed(state, move, context)
    unasked = {o: kinds for o, kinds in needed.items() if o not in move.asked or not kinds <= move.asked[o].kinds}
    if unasked:
        return [_ask(move, supplier, kinds, context) for supplier, kinds in unasked.items()]
    if move.released or not all(asked.agreed for asked in move.asked.values()):
        return []
    return [
        CaseReleased(
            at=context.now,
            by=context.by,
            move=move.number,
            from_zvh=move.from_zvh,
            to_zvh=move.to_zvh,
            suppliers=tuple(move.asked),
        )
    ]


def _needed(state: State, move: Move, context: Context) -> dict[str, Kinds]:
    """Who must agree: who supplied special data (WGS 2.28(4)), and whose condition or objection keeps what it supplied, of whatever
    category, from the receiving ZVH (2.29(3), 1.7(1)). To agree is then to make an exception, for this move."""
    needed = suppliers(state.supplied, context.me, context.organisations)
    for said in state.restrictions.against(move.to_zvh, Role.ZVH, context.today):
        needed[said.supplier] = needed.get(said.supplier, frozenset()) | said.categories
    return needed


def _lacking(move: Move) -> dict[str, Kinds]:
    """Whose data is held, and of which kinds; with those it was asked for before, for an answer is about all of them."""
    before = {o: asked.kinds for o, asked in move.asked.items()}
    return {o: kinds | before.get(o, frozenset()) for o, kinds in move.lacks.items()}


def _owner(supplier: str, context: Context) -> str:
    """Who answers for it: the ZVH, where the supplier is not in the topology any more or is of another region (MOV-1)."""
    found = context.organisations.get(supplier)
    return supplier if found is not None and found.works_with(context.me) else context.me


def _ask(move: Move, supplier: str, kinds: Kinds, context: Context) -> SupplierAgreementAsked:
    return SupplierAgreementAsked(
        at=context.now,
        by=context.by,
        move=move.number,
        supplier=supplier,
        owner=_owner(supplier, context),
        to_zvh=move.to_zvh,
        categories=tuple(kind for kind in Category if kind in kinds),
        due=context.due(SUPPLIER),
    )


def unanswered(move: Move) -> dict[str, Agreement]:
    """Supplier → what it was asked and has not answered."""
    return {supplier: asked for supplier, asked in waits_for(move).items() if asked.agreed is None}


def waits_for(move: Move) -> dict[str, Agreement]:
    """Supplier → what it was asked, and the release waits for; after it what is held (WGS 2.28(4))."""
    of = move.lacks if move.released else move.asked
    return {o: asked for o, asked in move.asked.items() if not asked.agreed and o in of}
