"""What stands beside the checkpoints: cosignatures of witnesses, and the texts of who might do what. Each proves itself, or is named."""

import json
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from hashlib import sha256

from levensloop.audit.checking.finding import Finding
from levensloop.audit.log.checkpoints import PLACES
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
    store, recent, texts = node.store(subjects.checkpoints_stream(node.me)), deque[bytes](maxlen=PLACES), set[str]()
    async with aclosing(store.replay(">")) as messages:
        async for message in messages:
            where = f"{store.stream} {message.seq}"
            if message.subject == subjects.CHECKPOINT:
                recent.append(_text_of(message))
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


def _text_of(checkpoint: StoredMessage) -> bytes:
    """A cosignature is of one of the last thousand checkpoints: the service takes no other."""
    try:
        return sha256(Note.parse(checkpoint.data).text.encode()).digest()
    except AuditError:
        return b""  # the check of the log names it


def _cosignature(message: StoredMessage, recent: deque[bytes], witnesses: Sequence[VerifierKey]) -> Iterator[str]:
    try:
        note = Note.parse(message.data)
        cosigned(note, witnesses)
    except AuditError as error:
        yield f"de medeondertekening klopt niet: {error}"
        return
    if sha256(note.text.encode()).digest() not in recent:
        yield "medeondertekend is een controlepunt dat er niet staat"


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
