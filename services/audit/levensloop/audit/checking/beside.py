"""What stands beside the checkpoints: cosignatures of witnesses, and the texts of who might do what. Each proves itself, or is named."""

import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, suppress
from datetime import datetime
from hashlib import sha256

from levensloop.audit.checking.finding import Finding
from levensloop.audit.log.checkpoints import PLACES
from levensloop.audit.log.moments import CLOCKS, EPOCH, told_by
from levensloop.audit.log.reading import LogReader
from levensloop.contracts import subjects
from levensloop.contracts.authorisations import is_text_of
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.node import Node
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import AuditError
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.note import Note

CHECK = "verantwoordingslogboek"
AUTHORISATION, COSIGNATURE = subjects.authorisation(""), subjects.cosignature("")


async def beside(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """In flat memory, beyond the versions of who might do what. Raises `EventStoreError`, `NodesError`."""
    named = [
        version async for version in _named(reader)
    ]  # before the texts: each is written before the record that names it
    witnesses = list(reader.policy.witnesses.values())
    store, recent, texts = node.store(subjects.checkpoints_stream(node.me)), _Recent(), set[str]()
    async with aclosing(store.replay(">")) as messages:
        async for message in messages:
            where = f"{store.stream} {message.seq}"
            if message.subject == subjects.CHECKPOINT:
                recent.add(message)
            elif message.subject.startswith(COSIGNATURE):
                for what in _cosignature(message, recent, witnesses):
                    yield Finding(CHECK, where, what)
            elif message.subject.startswith(AUTHORISATION):
                version = message.subject.removeprefix(AUTHORISATION)
                if is_text_of(version, message.data.decode(errors="replace")):
                    texts.add(version)
                else:
                    yield Finding(CHECK, where, f"een andere tekst dan autorisatie {version} had")
    for version in named:
        if version not in texts:
            yield Finding(CHECK, f"autorisatie {version}", "de tekst staat er niet, en een regel noemt haar")


class _Recent:
    """The last thousand checkpoints, each with the moment beside it: a cosignature is of one of those, the service takes no other."""

    def __init__(self) -> None:
        self._told: OrderedDict[bytes, datetime] = OrderedDict()

    def add(self, checkpoint: StoredMessage) -> None:
        """What cannot be read the check of the log names."""
        with suppress(AuditError):
            told = told_by(checkpoint)
            self._told[_hash(Note.parse(checkpoint.data))] = EPOCH if told is None else told.at
        if len(self._told) > PLACES:
            self._told.popitem(last=False)

    def told(self, note: Note) -> datetime | None:
        """The moment beside the checkpoint of this text; None where there is none."""
        return self._told.get(_hash(note))


def _hash(note: Note) -> bytes:
    return sha256(note.text.encode()).digest()


def _cosignature(message: StoredMessage, recent: _Recent, witnesses: Sequence[VerifierKey]) -> Iterator[str]:
    try:
        note = Note.parse(message.data)
        seen = cosigned(note, witnesses).values()
    except AuditError as error:
        yield f"de medeondertekening klopt niet: {error}"
        return
    if (told := recent.told(note)) is None:
        yield "medeondertekend is een controlepunt dat er niet staat"
    elif any(told.timestamp() - CLOCKS.total_seconds() > at for at in seen):
        yield "het moment dat naast het controlepunt staat is van na deze medeondertekening"


async def _named(reader: LogReader) -> AsyncIterator[str]:
    """Every version that a record names, once."""
    found = set[str]()
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            version = _version(entry.message.data)
            if version is not None and version not in found:
                found.add(version)
                yield version


def _version(entry: bytes) -> str | None:
    """The authorisation that an entry names; nothing where it cannot be read, which other checks say."""
    try:
        body = json.loads(entry)
    except (ValueError, RecursionError):
        return None
    version = body.get("authorisation") if isinstance(body, dict) else None
    return version if isinstance(version, str) and version.isascii() else None
