"""What disclosure does by itself: pass on what the matrix grants, each with its accountability record, both or neither."""

from collections.abc import Collection, Sequence
from functools import reduce
from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.categories import categories
from levensloop.contracts.codec import parse
from levensloop.contracts.disclosure import VERSION, Grant
from levensloop.contracts.envelope import CONTENT_TYPE, CloudEvent
from levensloop.contracts.event import kebab
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.view_envelope import enveloped
from levensloop.contracts.views import View, view_model, view_of
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.disclosed import Disclosure, State, disclosures, evolve
from levensloop.disclosure.records import received
from levensloop.disclosure.withdrawing import Withdrawing
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.following import Following, Step, case_until, recorded_with
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import current_traceparent, trace_header

FROM = "Levensloop-From"
"""Header of what is disclosed: the ZVH that discloses it, which after a move need not be the event's source."""


def disclosure_policies(node: Node) -> tuple[Policy, ...]:
    """`disclosure`: from the log to the OUT stream. Each event leads to two messages per recipient in one batch, so a region
    may have 499 organisations that get one event; more is refused by the event store, and then nothing leaves."""
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
        after = reduce(evolve, await recorded_with(node.log, logged), step.after)
        found = list(
            disclosures(step.recorded, step.before, after, node.organisations, node.me, await self._received(step))
        )
        bodies = {logged.seq: logged.data}
        if any(disclosure.recorded.position not in bodies for disclosure in found):
            bodies = {message.seq: message.data for message in await case_until(node.log, logged)}
        return [
            message
            for disclosure in found
            for view in (self._view(disclosure),)
            for message in (
                self._sent(disclosure, parse(bodies[disclosure.recorded.position]), view),
                self._account(disclosure, view),
            )
        ]

    async def _received(self, step: Step[State]) -> Collection[str]:
        """Who received anything of the case, where the event goes to those."""
        if not isinstance(step.recorded.event, ReportRetracted):
            return ()
        return await received(self._node.store(subjects.out_stream(self._node.me)), step.recorded.case)

    def _view(self, disclosure: Disclosure) -> View:
        event, role = disclosure.recorded.event, self._node.organisations[disclosure.to].role
        model = view_model(type(event), role, disclosure.grounds)
        assert model is not None  # who gets the event at all, gets the field that says when
        return view_of(event, model)

    def _sent(self, disclosure: Disclosure, envelope: CloudEvent, view: View) -> NewMessage:
        body = enveloped(envelope, view).to_bytes()
        headers = {"Content-Type": CONTENT_TYPE, FROM: self._node.me, **trace_header()}
        return NewMessage(subjects.out(disclosure.to, disclosure.recorded.case), body, headers)

    def _account(self, disclosure: Disclosure, view: View) -> NewMessage:
        recorded, role = disclosure.recorded, self._node.organisations[disclosure.to].role
        given = matrix().given(kebab(type(recorded.event).__name__), role, disclosure.grounds)
        record = AccountRecord(
            id=uuid4(),
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
            codes=tuple(sorted({code.name for codes in given.values() for code in codes})),
        )
        return NewMessage(subjects.account(recorded.case), record.to_bytes(), {"Content-Type": "application/json"})
