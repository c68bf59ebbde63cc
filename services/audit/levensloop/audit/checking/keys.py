"""The keys of cases, key by key: each that something needs is there, or a record names it as destroyed; and what is so named is gone.

The stream of keys is covered by no record: its messages are rings, written anew at each change. What it must hold follows from the rest.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from uuid import UUID

from levensloop.audit.checking.covers import codes_of
from levensloop.audit.checking.finding import Finding
from levensloop.audit.log.reading import LogReader
from levensloop.contracts import destruction, subjects
from levensloop.contracts.accountability import KEYS_DESTROYED, WHO_ACTED_DESTROYED, Operation
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.messaging.accounts import NO_CASE
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import KeyLost, MasterKeyProblem, NotALetter, NotSealed, Tampered
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.letters import own_letter
from levensloop.infra.secrecy.sealed_account import kid_of
from levensloop.infra.secrecy.sealing import kids_of
from levensloop.infra.secrecy.stored_ring import parse_ring

CHECK = "sleutels"
_TELL = (KEYS_DESTROYED, WHO_ACTED_DESTROYED)

Ring = tuple[Use, UUID]
"""All keys of a case for one use, whoever's they are."""


@dataclass(slots=True)
class _Keys:
    """Ids of keys: what is needed, what is there, what is destroyed, and what the log names as destroyed. Grows with keys, not with
    what they open."""

    needed: dict[Ring, set[str]] = field(default_factory=dict)
    there: dict[Ring, dict[str, set[str]]] = field(default_factory=dict)
    gone: dict[Ring, dict[str, set[str]]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def needs(self, use: Use, case: UUID, kids: set[str]) -> None:
        self.needed.setdefault((use, case), set()).update(kids)


async def keys(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """Raises `EventStoreError`."""
    found = _Keys()
    await _of_records(reader, found)
    for reading in (_of_events(node, found), _of_letters(node, found), _rings(node, found)):
        async for finding in reading:
            yield finding
    for ring in sorted({*found.needed, *found.there, *found.gone}):
        for what in _judged(ring, found):
            yield Finding(CHECK, _named(ring), what)
        async for what in _opens(node, ring, found):
            yield Finding(CHECK, _named(ring), what)


def _judged(ring: Ring, found: _Keys) -> Iterator[str]:
    there = {kid for kids in found.there.get(ring, {}).values() for kid in kids}
    gone = {kid for kids in found.gone.get(ring, {}).values() for kid in kids}
    if unsaid := gone - found.told:
        yield f"{_some(unsaid)} vernietigd, zonder een regel die dat verantwoordt"
    if back := there & found.told:
        yield f"{_some(back)} aanwezig, terwijl een regel zegt dat die vernietigd is"
    if lost := found.needed.get(ring, set()) - there - gone:
        yield f"{_some(lost)} kwijt: niet aanwezig en niet vernietigd"


async def _opens(node: Node, ring: Ring, found: _Keys) -> AsyncIterator[str]:
    """That the node's master key opens them, and that they open what was written under them: events, one case at a time."""
    use, case = ring
    try:
        await node.vault.keys.to_decrypt(case, use, ())
    except (MasterKeyProblem, Tampered) as error:
        yield f"niet te openen: {error}"
        return
    if use is not Use.FIELDS or ring not in found.needed:
        return
    for message in await node.log.store.load(subjects.case_events(case)):
        try:
            await node.vault.unseal([message.data])
        except KeyLost:
            continue  # said above
        except (UnreadableEvent, NotSealed):
            continue  # said where it was read
        except Tampered:
            yield f"openen {node.log.store.stream} {message.seq} niet: er staat een andere sleutel, of de gebeurtenis is veranderd"


async def _of_records(reader: LogReader, found: _Keys) -> None:
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            try:
                kid, body = kid_of(entry.message.data), json.loads(entry.message.data)
            except (Tampered, ValueError, RecursionError):
                continue  # the check of the log names it
            found.needs(Use.ACCOUNT, subjects.case_of_audit(entry.message.subject) or NO_CASE, {kid})
            if body.get("operation") == Operation.ERASE and body.get("what") in _TELL:
                found.told.update(codes_of(body))


async def _of_events(node: Node, found: _Keys) -> AsyncIterator[Finding]:
    async with aclosing(node.log.store.replay(subjects.ALL_EVENTS)) as messages:
        async for message in messages:
            try:
                case, kids = UUID(subjects.case_of(message.subject)), kids_of(message.data)
            except (UnreadableEvent, Tampered, NotSealed, ValueError) as error:
                yield Finding(CHECK, f"{node.log.store.stream} {message.seq}", f"niet te lezen: {type(error).__name__}")
            else:
                found.needs(Use.FIELDS, case, kids)


async def _of_letters(node: Node, found: _Keys) -> AsyncIterator[Finding]:
    out = node.store(subjects.out_stream(node.me))
    async with aclosing(out.replay(subjects.out("*", "*"))) as messages:
        async for message in messages:
            if destruction.is_destroyed(message.subject):
                continue
            try:
                case, kid = UUID(subjects.case_of(message.subject)), own_letter(message.data).kid
            except (NotALetter, Tampered, ValueError) as error:
                yield Finding(CHECK, f"{out.stream} {message.seq}", f"niet te lezen: {type(error).__name__}")
            else:
                found.needs(Use.OUT, case, {kid})


async def _rings(node: Node, found: _Keys) -> AsyncIterator[Finding]:
    """The last message of each ring is the ring."""
    store = node.store(subjects.keys_stream(node.me))
    async with aclosing(store.replay(subjects.ALL_KEYS)) as messages:
        async for message in messages:
            try:
                scope = Scope.of(message.subject)
                ring = parse_ring(message.data, scope)
            except (ValueError, Tampered):
                yield Finding(
                    CHECK, f"{store.stream} {message.seq}", "geen sleutelring zoals deze software die schrijft"
                )
                continue
            where, whose = (scope.use, scope.case), scope.organisation
            found.there.setdefault(where, {})[whose] = {key.kid for key in ring.keys}
            found.gone.setdefault(where, {})[whose] = set(ring.destroyed)


def _named(ring: Ring) -> str:
    use, case = ring
    where = "zonder casus" if case == NO_CASE else f"casus {case}"
    return {Use.FIELDS: where, Use.OUT: f"{where}, wat uitging", Use.ACCOUNT: f"verantwoording, {where}"}[use]


def _some(kids: set[str]) -> str:
    first = ", ".join(sorted(kids)[:3])
    return f"{len(kids)} sleutel(s) ({first}{', …' if len(kids) > 3 else ''})"
