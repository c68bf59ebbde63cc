"""An event at rest: each personal field encrypted under its case and supplier's key, all else readable and bound to it.

A sealed field is `{"sealed": "<key id>.<base64url of nonce, ciphertext, tag>"}`. What is bound to it (associated data): the field's path
and key id, and a digest of everything in the event that is in clear, so also its id, type, case, source and time. Hence no field
can be moved, and nothing in clear can be changed, as long as one field of the event can be decrypted.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from levensloop.contracts.codec import parse
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.erased import GONE
from levensloop.contracts.event import DomainEvent
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import NotSealed, Tampered
from levensloop.infra.secrecy.keys import CaseKeys
from levensloop.infra.secrecy.personal import personal_leaves, ring_of

SEALED = "sealed"
STEP = 32
"""A field is filled up with spaces to a multiple of so many bytes: else `low` and `serious` would differ in length."""

_FORMAT = "levensloop-field-1"


def suppliers(envelope: CloudEvent, kind: type[DomainEvent]) -> set[str]:
    """The rings whose keys it takes to seal this event: of each organisation that supplied something, that of the quarter."""
    return {ring_of(leaf.supplier, envelope.time) for leaf in personal_leaves(kind, envelope.data)}


def seal(envelope: CloudEvent, kind: type[DomainEvent], keys: CaseKeys) -> bytes:
    """The event's bytes as they go into a log. `keys` has a current key of every supplier."""
    body = json.loads(envelope.to_bytes())
    found = []
    for leaf in personal_leaves(kind, body["data"]):
        key = keys.current(ring_of(leaf.supplier, envelope.time))
        assert key is not None  # who calls has made those that were lacking
        found.append((leaf, key, _filled(leaf.holder[leaf.name])))
        leaf.holder[leaf.name] = {SEALED: key.kid}
    digest = _digest(body)
    for leaf, key, plain in found:
        sealed = key.encrypt(plain, _bound(digest, leaf.path, key.kid))
        leaf.holder[leaf.name] = {SEALED: f"{key.kid}.{base64url.encode(sealed)}"}
    return _json(body)


def unseal(stored: bytes, keys: CaseKeys) -> CloudEvent:
    """As `take`, and opened at once. Raises `UnreadableEvent`, `Tampered`, `NotSealed`, `KeyLost`."""
    return take(stored).opened(keys)


def take(stored: bytes) -> "SealedEvent":
    """An event from a log, still closed. Raises `UnreadableEvent`, `Tampered`, `NotSealed`."""
    envelope = parse(stored)
    body = from_json(stored, cache_strings="keys")
    try:
        fields = tuple(_sealed(body["data"], ""))
    except ValueError as error:
        raise Tampered(_name(envelope)) from error
    if not any(field.path == "by.functionary" for field in fields):
        raise NotSealed(_name(envelope))  # every event has it, so an event without was never sealed, or stripped
    return SealedEvent(envelope, body["data"], fields, _digest(body))


def kids_of(stored: bytes) -> set[str]:
    """The keys that it takes to read this event. Raises as `take`."""
    return take(stored).kids


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """An event whose personal fields are closed. To be opened once: the data is filled in where it stands."""

    envelope: CloudEvent
    data: dict[str, Any]
    fields: tuple["_Sealed", ...]
    digest: str

    @property
    def kids(self) -> set[str]:
        """The keys that it takes to read it."""
        return {field.kid for field in self.fields}

    def opened(self, keys: CaseKeys) -> CloudEvent:
        """The event in clear; a field whose key is destroyed is `GONE` in its data, for `decode` to read as erased.

        Raises `Tampered`, `KeyLost`.
        """
        whose = f"casus {self.envelope.subject}"
        for field in self.fields:
            key = keys.find(field.kid, whose)
            if key is None:
                field.holder[field.name] = GONE
                continue
            try:
                plain = key.decrypt(field.ciphertext, _bound(self.digest, field.path, field.kid))
                field.holder[field.name] = from_json(plain, cache_strings="keys")
            except ValueError as error:
                raise Tampered(f"{_name(self.envelope)}, {field.path},") from error
        return self.envelope.model_copy(update={"data": self.data})

    def closed(self) -> CloudEvent:
        """The event without what is personal: all of that is `GONE`."""
        for field in self.fields:
            field.holder[field.name] = GONE
        return self.envelope.model_copy(update={"data": self.data})


@dataclass(slots=True)
class _Sealed:
    path: str
    holder: Any
    name: str | int
    kid: str
    ciphertext: bytes


def _sealed(content: Any, path: str) -> Iterator[_Sealed]:
    """Every sealed field in this data, each left as `{"sealed": key id}` for the digest. Raises ValueError."""
    for name, value in content.items() if isinstance(content, dict) else enumerate(content):
        if not isinstance(value, dict) or SEALED not in value:
            if isinstance(value, dict | list):
                yield from _sealed(value, f"{path}{name}.")
            continue
        if len(value) != 1 or not isinstance(sealed := value[SEALED], str):
            raise ValueError("not a sealed field")
        kid, _, text = sealed.partition(".")
        content[name] = {SEALED: kid}
        yield _Sealed(f"{path}{name}", content, name, kid, base64url.decode(text))


_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _name(envelope: CloudEvent) -> str:
    return f"Gebeurtenis {envelope.id}"


def _filled(content: Any) -> bytes:
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return plain + b" " * (-len(plain) % STEP)


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(_SORTED.encode(body).encode()).hexdigest()


def _bound(digest: str, path: str, kid: str) -> bytes:
    return "\n".join((_FORMAT, digest, path, kid)).encode()


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
