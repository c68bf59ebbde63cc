"""What disclosure does by itself: pass on what the table grants, each with its accountability record, both or neither."""

from collections.abc import Collection, Sequence
from functools import reduce
from uuid import uuid4

from levensloop.contracts import subjects
from levensloop.contracts.categories import categories
from levensloop.contracts.disclosure import VERSION
from levensloop.contracts.envelope import CONTENT_TYPE
from levensloop.contracts.events.inclusion import ReportRetracted
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
            for message in (
                await self._sent(disclosure, bodies[disclosure.recorded.position]),
                self._account(disclosure),
            )
        ]

    async def _received(self, step: Step[State]) -> Collection[str]:
        """Who received anything of the case, where the event goes to those."""
        if not isinstance(step.recorded.event, ReportRetracted):
            return ()
        return await received(self._node.store(subjects.out_stream(self._node.me)), step.recorded.case)

    async def _sent(self, disclosure: Disclosure, body: bytes) -> NewMessage:
        """What goes out is the event in clear: the keys under which it stands in the log stay here."""
        [envelope] = await self._node.vault.unseal([body])
        headers = {"Content-Type": CONTENT_TYPE, FROM: self._node.me, **trace_header()}
        return NewMessage(subjects.out(disclosure.to, disclosure.recorded.case), envelope.to_bytes(), headers)

    def _account(self, disclosure: Disclosure) -> NewMessage:
        recorded = disclosure.recorded
        record = AccountRecord(
            id=uuid4(),
            at=self._node.clock.now(),
            from_zvh=self._node.me,
            to=disclosure.to,
            case=recorded.case,
            event=recorded.id,
            event_type=type(recorded.event).wire_name(),
            categories=tuple(sorted(categories(recorded.event))),
            grant=disclosure.grant,
            table_version=VERSION,
            organisation=recorded.event.by.organisation,
            functionary=recorded.event.by.functionary,
            traceparent=current_traceparent(),
        )
        return NewMessage(subjects.account(recorded.case), record.to_bytes(), {"Content-Type": "application/json"})
