"""ALW-3 in a played case: whatever reached an organisation has its accountability record at the ZVH that sent it."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.play.world import World

Disclosed = Counter[tuple[str, str, UUID]]
"""(From which ZVH, to which organisation, which event) → how often."""


async def unaccounted(world: World) -> list[str]:
    """A Dutch sentence for each organisation that received more than the records say; what a ZVH hands over is not in it (MOV-2)."""
    records: Disclosed = Counter()
    for name, zvh in world.zvhs.items():
        for message in await zvh.node.store(subjects.out_stream(name)).load(subjects.account("*")):
            record = AccountRecord.model_validate_json(message.data)
            if record.outcome is Outcome.DISCLOSED:
                records[record.from_zvh, record.to, record.event] += 1
    return list(_without_record(records, _received(world)))


def _received(world: World) -> Disclosed:
    return Counter(
        (received.sender, name, received.recorded.id)
        for name, inbox in world.inboxes.items()
        if inbox.organisation.role is not Role.ZVH
        for received in inbox.received
    )


def _without_record(records: Disclosed, received: Disclosed) -> Iterator[str]:
    missing = received - records
    for zvh, to in sorted({(zvh, to) for zvh, to, _ in missing}):
        count = sum(times for (sender, name, _), times in missing.items() if (sender, name) == (zvh, to))
        yield f"bij {to} kwam {count} keer iets van {zvh} aan zonder verantwoording (ALW-3)"
