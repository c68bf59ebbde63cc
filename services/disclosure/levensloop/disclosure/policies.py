"""What disclosure does by itself: pass on what the matrix grants, each with its accountability record, both or neither."""

from collections.abc import Sequence

from levensloop.contracts import subjects
from levensloop.disclosure.destroyed import about_destruction
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, evolve
from levensloop.disclosure.going import going
from levensloop.disclosure.letters import letters
from levensloop.disclosure.refused import refusals
from levensloop.disclosure.withdrawing import Withdrawing
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.following import Following
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.messaging.tracing import current_traceparent


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
        self._following: Following[CaseSoFar] = Following(node.log, CaseSoFar(), evolve)

    async def handle(self, logged: StoredMessage) -> Sequence[NewMessage]:
        """ALW-3: what is disclosed and the record of it, one by one; first what waits is taken back from whom it ends (TEA-2).

        Raises `UnreadableEvent`, `EventStoreError`.
        """
        node, step = self._node, await self._following.step(logged)
        await self._withdrawing.withdraw(step)
        told = await about_destruction(node, node.store(subjects.out_stream(node.me)), step.recorded)
        if told is not None:
            return told
        found = await going(node, logged, step)
        went = await letters(node, logged, step, [each for each in found if not each.judged.nothing])
        return [*went, *(message for each in found for message in self._refused(each))]

    def _refused(self, disclosure: Disclosure) -> Sequence[NewMessage]:
        """A record of what the matrix gives and did not go, per rule by which (WGS 2.29, 1.7(1))."""
        role, now = self._node.organisations[disclosure.to].role, self._node.clock.now()
        return [each.message() for each in refusals(disclosure, role, self._node.me, now, current_traceparent())]
