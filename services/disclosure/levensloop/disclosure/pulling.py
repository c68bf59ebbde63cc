"""The question `pull`: after a letter that told of an event, its recipient asks for all that it may see of it now (ALW-2, ALW-3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import categories
from levensloop.contracts.codec import parse, wrong_fields
from levensloop.contracts.consulted import Asker
from levensloop.contracts.disclosure import VERSION, Grant, first, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.grounds import CORRECTED, SAYS, Judged, Withheld, judge
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.rectification import put_right
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.restrictions import ERASURE
from levensloop.contracts.supplied import leaves
from levensloop.contracts.view_envelope import enveloped
from levensloop.contracts.views import View, view_model
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.asked import PULL, refused_of_nobody, seen_by
from levensloop.disclosure.letters import view_as_judged
from levensloop.disclosure.records import records_of
from levensloop.disclosure.rights import Now, memberships, now
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.current import current
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent
from levensloop.infra.messaging.views import Ask
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.parcels import PULLED, close_parcel

_log = structlog.get_logger()


class PullQuestion(BaseModel):
    """`{"id", "case", "event"}`: `id` comes back in the parcel. `by`: which person reads, if one does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    case: UUID
    event: UUID
    by: Asker | None = None


@dataclass(frozen=True, slots=True)
class _May:
    """What may be seen of an event at this moment."""

    recorded: Recorded[DomainEvent]
    held: frozenset[Grant]
    judged: Judged
    model: type[View]


def pull_asked(node: Node) -> Ask:
    """`{"parcel"}`, in which is the view as a CloudEvent. Nothing leaves before its record is written: raises `EventStoreError` when
    that fails."""

    async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if organisation not in node.organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            question = PullQuestion.model_validate(body)
        except ValidationError as error:
            fields = wrong_fields(error)
            return refuse("INV-1", f"De vraag naar een gebeurtenis klopt niet: {fields}.", fields=fields)
        return await _pulled(node, organisation, question)

    return ask


async def _pulled(node: Node, to: str, question: PullQuestion) -> dict[str, Any] | Refusal:
    out = node.store(subjects.out_stream(node.me))
    history = await current(node.log, question.case)
    records, _ = await records_of(out, question.case)
    told = {at: r for at, r in records.items() if (r.event, r.to, r.outcome) == (question.event, to, Outcome.DISCLOSED)}
    recorded = next((each for each in history.events if each.id == question.event), None)
    if not told or recorded is None:
        _log.warning("pull of what was not told", asked_by=to, case=str(question.case))
        of_nobody = {question.case if history.events else None}
        await refused_of_nobody(node, PULL, to, question.by, of_nobody)
        return refuse("ALW-2", f"{node.me} heeft u over deze gebeurtenis niets gestuurd.")
    at, letter = max(told.items())
    corrections = [each.event for each in history.events if isinstance(each.event, DatumRectified)]
    of_it = [each for each in corrections if each.event == recorded.id]
    may = _may(node, recorded, of_it, to, now(history.events, node.me, day_of(node.clock.now())))
    if not isinstance(may, Refusal) and not await _stands(out, letter, at):
        may = refuse(
            "TEA-2", "De brief hierover is teruggenomen toen het recht erop eindigde; ook de rest blijft dicht."
        )
    if isinstance(may, Refusal):
        refused = letter.model_copy(
            update={**_asked(node, letter), "outcome": Outcome.UNREAD, "rule": may.rule, "held": ()}
        )
        await out.append([refused.message()])
        await seen_by(node, PULL, to, question.by, question.case, None, [may.rule])
        return may
    view = view_as_judged(may.recorded.event, may.model, may.judged)
    record = _record(node, letter, may, view)
    stored, *_ = await node.log.store.load(subjects.case_events(question.case), recorded.position - 1)
    content = enveloped(
        parse(stored.data), view, record.id
    ).to_bytes()  # of what is stored only the envelope, which is in clear
    await out.append([record.message()])
    await seen_by(node, PULL, to, question.by, question.case, record.categories)
    address = Address(node.me, to, question.case, question.id, node.clock.now())
    parcel = close_parcel(content, PULLED, address, node.directory.recipient(to), node.own.signing)
    return {"parcel": parcel.decode()}


async def _stands(out: EventStore, letter: AccountRecord, record_at: int) -> bool:
    """Whether the letter, which its record follows, was not taken back."""
    found = await out.load(subjects.out(letter.to, letter.case), record_at - 2)
    return bool(found) and found[0].seq == record_at - 1


def _may(
    node: Node, recorded: Recorded[DomainEvent], corrections: Sequence[DatumRectified], to: str, situation: Now
) -> _May | Refusal:
    held = memberships(recorded, to, situation, node.organisations, node.me)
    if isinstance(held, Refusal):
        return held
    known, name = node.organisations[to], kebab(type(recorded.event).__name__)
    letter, whole = (matrix().given(name, known.role, held, pulled=pulled).keys() for pulled in (False, True))
    if letter == whole:
        return refuse("ALW-2", "Van deze gebeurtenis is niets op te vragen: al wat u mag zien, stond in de brief.")
    right = put_right(recorded.event, corrections)  # what turned out to be wrong goes as it should have been (GDPR 16)
    recorded = replace(recorded, event=right.event)
    judged = judge(recorded, known, held, situation.restrictions, situation.today, pulled=True)
    judged = _without(judged, recorded, right.unsaid & whole)
    withheld = {each.path for each in judged.withheld}
    if judged.nothing or whole - letter <= withheld:
        rule = next((each.rule for each in judged.withheld if each.path not in letter), judged.withheld[0].rule)
        return refuse(rule, f"Wat hier op te vragen is, mag {to} nu niet zien: {SAYS[rule]}.", to=to)
    model = view_model(
        type(recorded.event), known.role, held, VERSION, judged.paths, bool(judged.conditions), pulled=True
    )
    assert model is not None  # something is given
    return _May(recorded, held, judged, model)


def _without(judged: Judged, recorded: Recorded[DomainEvent], unsaid: Collection[str]) -> Judged:
    """Nor what is wrong and cannot be put right in its place."""
    kept = [each for each in judged.withheld if each.path not in unsaid or each.rule != ERASURE]
    there = {each.path for each in kept if not each.item}
    found = {leaf.path: leaf.category for leaf in leaves(recorded.event) if leaf.path in unsaid}
    more = (Withheld(path, category, CORRECTED) for path, category in found.items() if path not in there)
    return replace(judged, withheld=(*kept, *more))


def _record(node: Node, told: AccountRecord, may: _May, view: View) -> AccountRecord:
    """Of what goes now, by the table of now: with the letter it has the event and the recipient in common."""
    name, role = kebab(type(may.recorded.event).__name__), node.organisations[told.to].role
    given = matrix().given(name, role, may.held, pulled=True)
    changes = {
        **_asked(node, told),
        "outcome": Outcome.PULLED,
        "categories": tuple(sorted(categories(view))),
        "grant": first(may.held & table()[name][role]),
        "table_version": VERSION,
        "role": role,
        "grounds": tuple(grant for grant in Grant if grant in may.held),
        "codes": tuple(sorted({c.name for path, by in given.items() for c in by if path not in may.judged.paths})),
        "withheld": tuple(sorted({each.place for each in may.judged.withheld})),
        "numbers": tuple(each.number for each in may.judged.conditions),
        "held": may.judged.held,
    }
    return told.model_copy(update=changes)


def _asked(node: Node, told: AccountRecord) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "at": node.clock.now(),
        "because": told.id,
        "organisation": told.to,
        "traceparent": current_traceparent(),
    }
