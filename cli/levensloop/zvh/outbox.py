"""What went out of one case beside what should have, by its log: which event to whom, and the letters that stand there."""

from collections.abc import Iterable
from uuid import UUID

from levensloop.contracts import destruction, subjects
from levensloop.contracts.event import kebab
from levensloop.disclosure.expected import Logged, differences, expected
from levensloop.disclosure.printed import printed
from levensloop.disclosure.records import all_of, received, records_of
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.unopened import UNREADABLE
from levensloop.infra.secrecy.errors import NotALetter, Tampered
from levensloop.infra.secrecy.letters import own_letter
from levensloop.zvh.changes import Change

POLICY = subjects.position("out", "disclosure")
OUT, CANNOT = "OUT", "niet te lezen"


async def out_position(node: Node) -> int:
    """The event in the log up to which disclosure came."""
    last = await node.store(subjects.out_stream(node.me)).last(POLICY)
    return int(last.data) if last else 0


async def out_changes(node: Node, case: UUID) -> tuple[list[Change], int]:
    """What differs, as `OUT.<event>.<organisation>`; and how many events to an organisation, or letters, were compared. A letter that is
    none differs, as `OUT.<place>`; where an event or a record of the case cannot be read, that alone is said. One case is in memory at a
    time. Raises `EventStoreError`, `MasterKeyProblem`."""
    try:
        return await _compared(node, case)
    except (*UNREADABLE, ValueError, LookupError, TypeError, AttributeError) as error:  # what a forged line can cause
        return [Change(OUT, None, f"{CANNOT}: {error}" if isinstance(error, UNREADABLE) else CANNOT)], 0


async def _compared(node: Node, case: UUID) -> tuple[list[Change], int]:
    out, up_to = node.store(subjects.out_stream(node.me)), await out_position(node)
    messages = await all_of(node.log.store, subjects.case_events(case))
    events = await node.log.read_all(messages)
    history = [Logged(recorded, message.batch) for recorded, message in zip(events, messages, strict=True)]
    standing = await all_of(out, subjects.out("*", case))
    letters, none = _letters(message for message in standing if not destruction.is_destroyed(message.subject))
    records = [*(await records_of(out, case))[0].values()]
    names = {recorded.id: kebab(type(recorded.event).__name__) for recorded in events}
    who, documents = await received(out, case), await printed(out, case)
    follows = expected(history, records, node.organisations, node.me, who, documents)
    done = frozenset(recorded.id for recorded in events if recorded.position <= up_to)
    found = [
        Change(f"{OUT}.{names.get(event, str(event))}.{to}", was, now)
        for event, to, was, now in differences(follows, records, letters, done)
    ]
    return [*found, *none], len(follows.went) + len(letters)


def _letters(messages: Iterable[StoredMessage]) -> tuple[dict[UUID, str], list[Change]]:
    """The letters that stand there, number → to whom; and what stands there and is none."""
    found, none = dict[UUID, str](), list[Change]()
    for message in messages:
        try:
            found[own_letter(message.data).address.message] = message.subject.split(".")[1]
        except (NotALetter, Tampered) as error:
            none.append(Change(f"{OUT}.{message.seq}", None, f"{CANNOT}: {error}"))
    return found, none
