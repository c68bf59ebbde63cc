"""What disclosure does by itself: pass on what the matrix grants, each with its accountability record, both or neither."""

from collections.abc import Collection, Sequence
from functools import reduce
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import categories
from levensloop.contracts.codec import parse
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.ending import ended
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.restrictions import Restriction
from levensloop.contracts.view_envelope import enveloped
from levensloop.contracts.views import Condition, View, view_model, view_of
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.again import again
from levensloop.disclosure.destroyed import about_destruction
from levensloop.disclosure.disclosed import Disclosure, State, disclosures, evolve
from levensloop.disclosure.printed import printed
from levensloop.disclosure.records import received, records_of
from levensloop.disclosure.rectified import Wrong, after_all, along, as_far_as_it_may, who_received, wrong_ones
from levensloop.disclosure.refused import refusals
from levensloop.disclosure.rings import ring
from levensloop.disclosure.withdrawing import Withdrawing
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.following import Following, Step, case_until, recorded_with
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import current_traceparent, part, trace_header
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.letters import CONTENT_TYPE, write_letter


def disclosure_policies(node: Node) -> tuple[Policy, ...]:
    """`disclosure`: from the log to the OUT stream. Each event leads in one batch to two messages per recipient, and one more for
    each rule by which something is withheld, so a region may have 166 organisations that get one event; more is refused by the event
    store, and then nothing leaves."""
    out = node.store(subjects.out_stream(node.me))
    position = subjects.position("out", "disclosure")
    return (
        Policy(
            "disclosure",
            "disclosure",
            node.log.store,
            (subjects.ALL_EVENTS,),
            out,
            position,
            _Disclosing(node, Withdrawing(node, out, position)).handle,
        ),
    )


class _Disclosing:
    def __init__(self, node: Node, withdrawing: Withdrawing) -> None:
        self._node, self._withdrawing = node, withdrawing
        self._following: Following[State] = Following(node.log, State(), evolve)

    async def handle(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """ALW-3: what is disclosed and the record of it, one by one; first what waits is taken back from whom it ends (TEA-2).

        Raises `UnreadableEvent`, `EventStoreError`.
        """
        node, step = self._node, await self._following.step(logged)
        await self._withdrawing.withdraw(step)
        told = await about_destruction(node, node.store(subjects.out_stream(node.me)), step.recorded)
        if told is not None:
            return told
        after = reduce(evolve, await recorded_with(node.log, logged), step.after)
        today, organisations, me = day_of(node.clock.now()), node.organisations, node.me
        wrong = await self._wrong(step, logged)
        received = await self._received(step, wrong)
        judged = [
            *disclosures(step.recorded, step.before, after, organisations, me, received, today),
            *again(step.before, step.after, await self._records(step), organisations, me, today),
        ]
        if wrong:
            judged = [as_far_as_it_may(each, wrong, after, organisations, me, today) for each in judged]
        judged += await self._after_all(step, after)
        older = [d for d in judged if d.recorded.position != logged.seq and not d.judged.nothing]
        judged += along(older, after, organisations, me, today)
        found = [disclosure for disclosure in judged if not disclosure.judged.nothing]
        bodies = {logged.seq: logged.data}
        if any(disclosure.recorded.position not in bodies for disclosure in found):
            bodies = {message.seq: message.data for message in await case_until(node.log, logged)}
        keys = await self._keys(step, found) if found else ()
        went = [
            message
            for disclosure, key in zip(found, keys, strict=True)
            for view, record in ((self._view(disclosure), uuid4()),)
            for message in (
                self._sent(disclosure, parse(bodies[disclosure.recorded.position]), view, record, key),
                self._account(disclosure, view, record),
            )
        ]
        return [*went, *(message for disclosure in judged for message in self._refused(disclosure))]

    async def _keys(self, step: Step[State], found: Sequence[Disclosure]) -> Sequence[Key]:
        """The content key of each letter (TEA-2); made where there is none yet."""
        node, case = self._node, step.recorded.case
        end = ended(step.recorded.event, step.before.standing, step.after.standing, node.me)
        rings = [ring(each, step.after, node.organisations[each.to].role, end) for each in found]
        keys = await node.vault.keys.to_encrypt(case, Use.OUT, set(rings))
        return [key for name in rings if (key := keys.current(name))]

    async def _wrong(self, step: Step[State], logged: StoredMessage) -> Wrong:
        """What has the wrong datum, where the event corrects one."""
        if not isinstance(step.recorded.event, DatumRectified):
            return ()
        earlier = (await case_until(self._node.log, logged))[:-1]
        return wrong_ones(step.recorded.event, await self._node.log.read_all(earlier))

    async def _received(self, step: Step[State], wrong: Wrong) -> Collection[str]:
        """Who received anything of the case, or the wrong datum, where the event goes to those."""
        if wrong:
            out = self._node.store(subjects.out_stream(self._node.me))
            records, _ = await records_of(out, step.recorded.case)
            return who_received(wrong, list(records.values()), await printed(out, step.recorded.case))
        if not isinstance(step.recorded.event, ReportRetracted):
            return ()
        return await received(self._node.store(subjects.out_stream(self._node.me)), step.recorded.case)

    async def _after_all(self, step: Step[State], after: State) -> Collection[Disclosure]:
        """Where a right ended and corrections were taken back with it (GDPR 19)."""
        node = self._node
        if not after.corrections or ended(step.recorded.event, step.before.standing, after.standing, node.me) is None:
            return ()
        out = node.store(subjects.out_stream(node.me))
        records, _ = await records_of(out, step.recorded.case)
        documents = await printed(out, step.recorded.case)
        return tuple(after_all(step.recorded, after, list(records.values()), node.organisations, node.me, documents))

    async def _records(self, step: Step[State]) -> Collection[AccountRecord]:
        """Those of the case, where what stands in the way of disclosures changed."""
        if step.before.restrictions == step.after.restrictions:
            return ()
        records, _ = await records_of(self._node.store(subjects.out_stream(self._node.me)), step.recorded.case)
        return list(records.values())

    def _view(self, disclosure: Disclosure) -> View:
        event, judged = disclosure.recorded.event, disclosure.judged
        role = self._node.organisations[disclosure.to].role
        model = view_model(type(event), role, disclosure.grounds, VERSION, judged.paths, bool(judged.conditions))
        assert model is not None  # who gets the event at all, gets the field that says when
        return view_of(event, model, judged.items, [in_words(each) for each in judged.conditions])

    def _sent(self, disclosure: Disclosure, envelope: CloudEvent, view: View, record: UUID, key: Key) -> NewMessage:
        """The letter. It has the id of its record, for one event may go to the same organisation twice."""
        node, case = self._node, disclosure.recorded.case
        address = Address(node.me, disclosure.to, case, record, node.clock.now())
        body = write_letter(enveloped(envelope, view, record).to_bytes(), address, key, node.own.signing)
        with part("letter", service="disclosure", organisation=disclosure.to, matrix=VERSION):
            headers = {"Content-Type": CONTENT_TYPE, **trace_header()}
        return NewMessage(subjects.out(disclosure.to, case), body, headers)

    def _account(self, disclosure: Disclosure, view: View, id: UUID) -> NewMessage:
        recorded, judged = disclosure.recorded, disclosure.judged
        role = self._node.organisations[disclosure.to].role
        given = matrix().given(kebab(type(recorded.event).__name__), role, disclosure.grounds)
        record = AccountRecord(
            id=id,
            at=self._node.clock.now(),
            from_zvh=self._node.me,
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

    def _refused(self, disclosure: Disclosure) -> Sequence[NewMessage]:
        """A record of what the matrix gives and did not go, per rule by which (WGS 2.29, 1.7(1))."""
        role, now = self._node.organisations[disclosure.to].role, self._node.clock.now()
        return [each.message() for each in refusals(disclosure, role, self._node.me, now, current_traceparent())]


def in_words(condition: Restriction) -> Condition:
    """As it stands in a view."""
    return Condition(number=condition.number, supplier=condition.supplier, until=condition.until, words=condition.words)
