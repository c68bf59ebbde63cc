"""The letters that go because of one event, each with its accountability record behind it (ALW-3)."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.categories import categories
from levensloop.contracts.codec import parse
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.ending import ended
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.grounds import Judged
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.view_envelope import enveloped
from levensloop.contracts.views import Condition, View, view_model, view_of
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure
from levensloop.disclosure.rings import ring
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.following import Step, case_until
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent, part, trace_header
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.letters import CONTENT_TYPE, write_letter


async def letters(
    node: Node, logged: StoredMessage, step: Step[CaseSoFar], found: Sequence[Disclosure]
) -> list[NewMessage]:
    """`found`: of which something goes; `step`: around `logged`. Raises `UnreadableEvent`, `SecrecyError`, `EventStoreError`."""
    if not found:
        return []
    envelopes, keys = await _envelopes(node, logged, found), await _keys(node, step, found)
    messages = []
    for disclosure, key in zip(found, keys, strict=True):
        view, record = _view(node, disclosure), uuid4()
        messages += [
            _sent(node, disclosure, envelopes[disclosure.recorded.position], view, record, key),
            _account(node, disclosure, view, record),
        ]
    return messages


async def _envelopes(node: Node, logged: StoredMessage, found: Collection[Disclosure]) -> Mapping[int, CloudEvent]:
    """Position in the log → what stands there, of what goes."""
    places = {disclosure.recorded.position for disclosure in found}
    messages = [logged] if places == {logged.seq} else await case_until(node.log, logged)
    return {message.seq: parse(message.data) for message in messages if message.seq in places}


async def _keys(node: Node, step: Step[CaseSoFar], found: Sequence[Disclosure]) -> Sequence[Key]:
    """The content key of each letter (TEA-2); made where there is none yet."""
    end = ended(step.recorded.event, step.before.standing, step.after.standing, node.me)
    rings = [ring(each, step.after, node.organisations[each.to].role, end) for each in found]
    keys = await node.vault.keys.to_encrypt(step.recorded.case, Use.OUT, set(rings))
    return [key for name in rings if (key := keys.current(name))]


def _view(node: Node, disclosure: Disclosure) -> View:
    event, judged = disclosure.recorded.event, disclosure.judged
    role = node.organisations[disclosure.to].role
    model = view_model(type(event), role, disclosure.grounds, VERSION, judged.paths, bool(judged.conditions))
    assert model is not None  # who gets the event at all, gets the field that says when
    return view_as_judged(event, model, judged)


def view_as_judged(event: DomainEvent, model: type[View], judged: Judged) -> View:
    """What of the event goes, with the conditions on it."""
    conditions = [
        Condition(number=c.number, supplier=c.supplier, until=c.until, words=c.words) for c in judged.conditions
    ]
    return view_of(event, model, judged.items, conditions)


def _sent(node: Node, disclosure: Disclosure, envelope: CloudEvent, view: View, record: UUID, key: Key) -> NewMessage:
    """The letter. It has the id of its record, for one event may go to the same organisation twice."""
    case = disclosure.recorded.case
    address = Address(node.me, disclosure.to, case, record, node.clock.now())
    body = write_letter(enveloped(envelope, view, record).to_bytes(), address, key, node.own.signing)
    with part("letter", service="disclosure", organisation=disclosure.to, matrix=VERSION):
        headers = {"Content-Type": CONTENT_TYPE, **trace_header()}
    return NewMessage(subjects.out(disclosure.to, case), body, headers)


def _account(node: Node, disclosure: Disclosure, view: View, id: UUID) -> NewMessage:
    recorded, judged = disclosure.recorded, disclosure.judged
    role = node.organisations[disclosure.to].role
    given = matrix().given(kebab(type(recorded.event).__name__), role, disclosure.grounds)
    record = AccountRecord(
        id=id,
        at=node.clock.now(),
        from_zvh=node.me,
        to=disclosure.to,
        case=recorded.case,
        event=recorded.id,
        event_type=type(recorded.event).wire_name(),
        categories=tuple(sorted(categories(view))),
        grant=disclosure.grant,
        table_version=VERSION,
        organisation=recorded.event.by.organisation,
        traceparent=current_traceparent(),
        role=role,
        grounds=tuple(grant for grant in Grant if grant in disclosure.grounds),
        codes=tuple(sorted({c.name for path, by in given.items() for c in by if path not in judged.paths})),
        withheld=tuple(sorted({each.place for each in judged.withheld})),
        numbers=tuple(each.number for each in judged.conditions),
        held=judged.held,
    )
    return record.message()
