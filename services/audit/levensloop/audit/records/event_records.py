"""Every event of the log, as a record: who did what with which categories of data of which case, and what else of it may stand in clear."""

from collections.abc import Sequence
from uuid import UUID

from levensloop.audit.records.between import Between
from levensloop.audit.records.event_facts import facts_of
from levensloop.audit.records.making import Maker
from levensloop.audit.records.operations import article_of, operation_of
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation, Origin
from levensloop.contracts.categories import categories
from levensloop.contracts.codec import UnreadableEvent, decode, parse
from levensloop.contracts.disclosure import addressed_to
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import NotSealed, Tampered

UNREADABLE = "INV-7"
"""The rule in a record of a message that could not be read: it is covered all the same."""


class EventRecords:
    """For a policy that follows the log. No content makes it fail: what cannot be read is accounted for as that."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._maker = Maker(node, subjects.log_stream(node.me))
        self._between = Between(node.log.store)

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `KeyLost`, `MasterKeyProblem`: with those it is to wait, not to go on."""
        case = None if subjects.is_report(message.subject) else UUID(subjects.case_of(message.subject))
        covers = await self._between.before(message)
        try:
            (envelope,) = await self._node.vault.unseal([message.data])
            event = decode(envelope)
        except (UnreadableEvent, Tampered, NotSealed):
            what, now = _type_of(message), self._node.clock.now()
            return await self._maker.messages(
                message, Operation.ALTER, what, now, self._node.me, covers=covers, case=case, rule=UNREADABLE
            )
        if envelope.organisation != self._node.me:
            return await self._from_elsewhere(message, envelope, event, case, covers)
        kind = kebab(type(event).__name__)
        operation = operation_of(kind)
        return await self._maker.messages(
            message,
            operation,
            envelope.type,
            envelope.time,
            event.by.organisation,
            event.by.functionary,
            covers,
            **{
                "person": event.by.person,
                "vouched": envelope.vouched,
                "case": case,
                "to": addressed_to(event),
                "categories": tuple(sorted(categories(event))),
                "article": article_of(kind, operation),
                "event": envelope.id,
                "because": envelope.causationid,
                "traceparent": envelope.traceparent,
                **facts_of(event),
            },
        )

    async def _from_elsewhere(
        self,
        message: StoredMessage,
        envelope: CloudEvent,
        event: DomainEvent,
        case: UUID | None,
        covers: Sequence[StoredMessage],
    ) -> Sequence[NewMessage]:
        """What another ZVH recorded and handed over with the case: collected here, from that ZVH; and who did it there, and when."""
        known = self._node.organisations.get(event.by.organisation)
        origin = Origin(
            organisation=event.by.organisation, at=envelope.time, standing=known.standing if known else None
        )
        return await self._maker.messages(
            message,
            Operation.COLLECT,
            envelope.type,
            self._node.clock.now(),
            envelope.organisation,
            event.by.functionary,
            covers,
            **{
                "person": event.by.person,
                "vouched": envelope.vouched,
                "case": case,
                "categories": tuple(sorted(categories(event))),
                "article": "WGS-2.28",
                "event": envelope.id,
                "origin": origin,
                **facts_of(event),
            },
        )


def _type_of(message: StoredMessage) -> str:
    try:
        return parse(message.data).type
    except UnreadableEvent:
        return "unreadable"
