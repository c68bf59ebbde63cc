"""WGS 1.8(7): data is kept past its term only by a decision of a public participant, on a ground that the Act names, and when every
supplier agreed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from levensloop.contracts.commands.retention import AnswerExtension, ExtendRetention
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import (
    ExtensionAgreed,
    ExtensionAsked,
    ExtensionDeclined,
    ExtensionOverdue,
    ExtensionProposed,
    RetentionExtended,
)
from levensloop.contracts.refusal import refuse
from levensloop.contracts.retention import KeepingGround
from levensloop.contracts.terms import EXTENSION, EXTENSION_LONGEST

RULE = "WGS-1.8-7"


@dataclass(frozen=True, slots=True)
class Asked:
    """A supplier that was asked; `owner` answers."""

    owner: str
    due: date
    agreed: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """One decision to keep the case longer, and who must still agree. `open`: until every supplier agreed, or one did not."""

    number: int
    until: date
    ground: KeepingGround
    back: bool = False
    asked: Mapping[str, Asked] = field(default_factory=dict)
    open: bool = True

    @property
    def waits_for(self) -> dict[str, Asked]:
        """Who has not answered."""
        return {supplier: asked for supplier, asked in self.asked.items() if self.open and not asked.agreed}


def evolve(proposal: Proposal | None, event: DomainEvent) -> Proposal | None:
    """The last proposal after one more event."""
    if isinstance(event, ExtensionProposed):
        return Proposal(event.proposal, event.until, event.ground, event.back)
    if proposal is None:
        return None
    match event:
        case ExtensionAsked(supplier=supplier, owner=owner, due=due):
            return _with(proposal, supplier, Asked(owner, due))
        case ExtensionAgreed(supplier=supplier) if supplier in proposal.asked:
            return _with(proposal, supplier, replace(proposal.asked[supplier], agreed=True))
        case ExtensionOverdue(supplier=supplier) if supplier in proposal.asked:
            return _with(proposal, supplier, replace(proposal.asked[supplier], overdue=True))
        case ExtensionDeclined() | RetentionExtended():
            return replace(proposal, open=False)
    return proposal


def _with(proposal: Proposal, supplier: str, asked: Asked) -> Proposal:
    return replace(proposal, asked={**proposal.asked, supplier: asked})


def propose(
    proposal: Proposal | None, suppliers: Sequence[str], command: ExtendRetention, context: Context
) -> Decision:
    """One at a time, and never without an agreement on record. For a supplier that is not of this region, or not there any more, the
    procesregisseur answers; so too where nobody but ZVHs supplied."""
    if proposal is not None and proposal.open:
        return refuse(RULE, "Over langer bewaren van deze casus is al een voorstel gedaan; wacht de antwoorden af.")
    if command.until <= context.today:
        return refuse(
            RULE,
            f"De dag {command.until:%d-%m-%Y} is voorbij; langer bewaren is tot een dag die nog komt.",
            field="until",
        )
    last = context.due(EXTENSION_LONGEST)
    if command.until > last:
        how_long = EXTENSION_LONGEST.in_dutch(context.lengths)
        return refuse(
            RULE,
            f"Eén besluit om langer te bewaren geldt voor hoogstens {how_long}: tot en met {last:%d-%m-%Y}. Daarna is "
            "een nieuw besluit nodig.",
            field="until",
        )
    at, by, number = context.now, context.by, (proposal.number if proposal else 0) + 1
    proposed = ExtensionProposed(
        at=at,
        by=by,
        proposal=number,
        until=command.until,
        ground=command.ground,
        reason=command.reason,
        back=command.back,
    )
    due = context.due(EXTENSION)
    asked = [
        ExtensionAsked(at=at, by=by, proposal=number, supplier=supplier, owner=_answers(supplier, context), due=due)
        for supplier in suppliers or (context.me,)
    ]
    return [proposed, *asked]


def _answers(supplier: str, context: Context) -> str:
    """Who answers for a supplier: itself, or the ZVH where it cannot say it here."""
    found = context.organisations.get(supplier)
    return supplier if found is not None and found.works_with(context.me) else context.me


def answer(proposal: Proposal | None, command: AnswerExtension, context: Context) -> Decision:
    """The last one that agrees makes it so; one that does not, ends it."""
    supplier = command.supplier or context.by.organisation
    asked = proposal.asked.get(supplier) if proposal and proposal.open else None
    if proposal is None or asked is None:
        return refuse(RULE, f"Aan {supplier} is over langer bewaren niets gevraagd.", field="supplier")
    answers = _answers(supplier, context)
    if context.by.organisation != answers:
        return refuse(RULE, f"Alleen {answers} kan hierop antwoorden.", organisation=answers)
    at, by, number = context.now, context.by, proposal.number
    if not command.agrees:
        if command.note is None:
            return refuse(RULE, "Wie niet instemt, zegt waarom.", field="note")
        return [ExtensionDeclined(at=at, by=by, proposal=number, supplier=supplier, reason=command.note)]
    if asked.agreed:
        return []
    agreed = ExtensionAgreed(at=at, by=by, proposal=number, supplier=supplier)
    if proposal.waits_for.keys() == {supplier}:
        return [agreed, _extended(proposal, context)]
    return [agreed]


def _extended(proposal: Proposal, context: Context) -> RetentionExtended:
    return RetentionExtended(
        at=context.now,
        by=context.by,
        proposal=proposal.number,
        until=proposal.until,
        ground=proposal.ground,
        back=proposal.back,
    )
