"""ALW-3 in a played case: each letter that an organisation read has its records at the ZVH that sent it, of the sending and of the key."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.records import is_of_document
from levensloop.play.world import World

Letters = Counter[tuple[str, str, UUID, UUID | None]]
"""(From which ZVH, to which organisation, which event, which letter) → how often."""


async def unaccounted(world: World) -> list[str]:
    """A Dutch sentence for each organisation that read more than the records say; what a ZVH hands over is not in it (MOV-2)."""
    sent, read = Letters(), Letters()
    for name, zvh in world.zvhs.items():
        for message in await zvh.node.store(subjects.out_stream(name)).load(subjects.account("*")):
            if is_of_document(message):
                continue
            record = AccountRecord.model_validate_json(message.data)
            if record.outcome is Outcome.DISCLOSED:
                sent[record.from_zvh, record.to, record.event, record.id] += 1
            elif record.outcome is Outcome.READ:
                read[record.from_zvh, record.to, record.event, record.because] += 1
    received = _received(world)
    return [*_without_record(sent, received), *_without_record(read, received)]


def _received(world: World) -> Letters:
    return Letters(
        (received.sender, name, received.recorded.id, received.letter)
        for name, inbox in world.inboxes.items()
        if inbox.organisation.role is not Role.ZVH
        for received in inbox.received
    )


def _without_record(records: Letters, received: Letters) -> Iterator[str]:
    missing = received - records
    for zvh, to in sorted({(zvh, to) for zvh, to, *_ in missing}):
        count = sum(times for (sender, name, *_), times in missing.items() if (sender, name) == (zvh, to))
        yield f"bij {to} kwam {count} keer iets van {zvh} aan zonder verantwoording (ALW-3)"
