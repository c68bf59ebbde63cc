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

from levensloop.contracts.codec import parse
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.erased import GONE
from levensloop.contracts.event import DomainEvent
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import NotSealed, Tampered
from levensloop.infra.secrecy.keys import CaseKeys
from levensloop.infra.secrecy.personal import personal_leaves

SEALED = "sealed"
STEP = 32
"""A field is filled up with spaces to a multiple of so many bytes: else `low` and `serious` would differ in length."""

_FORMAT = "levensloop-field-1"


def suppliers(envelope: CloudEvent, kind: type[DomainEvent]) -> set[str]:
    """The organisations whose keys it takes to seal this event."""
    return {leaf.supplier for leaf in personal_leaves(kind, envelope.data)}


def seal(envelope: CloudEvent, kind: type[DomainEvent], keys: CaseKeys) -> bytes:
    """The event's bytes as they go into a log. `keys` has a current key of every supplier."""
    body = json.loads(envelope.to_bytes())
    found = []
    for leaf in personal_leaves(kind, body["data"]):
        key = keys.current(leaf.supplier)
        assert key is not None  # who calls has made those that were lacking
        found.append((leaf, key, _filled(leaf.holder[leaf.name])))
        leaf.holder[leaf.name] = {SEALED: key.kid}
    digest = _digest(body)
    for leaf, key, plain in found:
        sealed = key.encrypt(plain, _bound(digest, leaf.path, key.kid))
        leaf.holder[leaf.name] = {SEALED: f"{key.kid}.{base64url.encode(sealed)}"}
    return _json(body)


def unseal(stored: bytes, keys: CaseKeys) -> CloudEvent:
    """The event in clear; a field whose key is destroyed is `GONE` in its data, for `decode` to read as erased.

    Raises `UnreadableEvent`, `Tampered`, `NotSealed`, `KeyLost`.
    """
    envelope = parse(stored)
    what = f"Gebeurtenis {envelope.id}"
    body = json.loads(stored)
    fields = list(_sealed(body["data"], "", what))
    if not any(field.path == "by.functionary" for field in fields):
        raise NotSealed(what)  # every event has it, so an event without was never sealed, or stripped
    digest = _digest(body)
    for field in fields:
        key = keys.find(field.kid, f"casus {envelope.subject}")
        if key is None:
            field.holder[field.name] = GONE
        else:
            bound = _bound(digest, field.path, field.kid)
            field.holder[field.name] = json.loads(key.decrypt(field.ciphertext, bound, f"{what}, {field.path},"))
    return envelope.model_copy(update={"data": body["data"]})


def key_ids(stored: bytes) -> set[str]:
    """The keys that it takes to read this event. Raises `Tampered` when it is no event of ours."""
    return {field.kid for field in _sealed(json.loads(stored)["data"], "", "Een gebeurtenis")}


@dataclass(frozen=True, slots=True)
class _Sealed:
    path: str
    holder: Any
    name: str | int
    kid: str
    ciphertext: bytes


def _sealed(content: Any, path: str, what: str) -> Iterator[_Sealed]:
    """Every sealed field in this data, each left as `{"sealed": key id}` for the digest."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for name, value in items:
        here = f"{path}{name}"
        if isinstance(value, dict) and SEALED in value:
            kid, ciphertext = _apart(value, f"{what}, {here},")
            content[name] = {SEALED: kid}
            yield _Sealed(here, content, name, kid, ciphertext)
        elif isinstance(value, dict | list):
            yield from _sealed(value, f"{here}.", what)


def _apart(value: dict[str, Any], what: str) -> tuple[str, bytes]:
    sealed = value[SEALED]
    if len(value) != 1 or not isinstance(sealed, str):
        raise Tampered(what)
    kid, _, text = sealed.partition(".")
    try:
        return kid, base64url.decode(text)
    except ValueError as error:
        raise Tampered(what) from error


def _filled(content: Any) -> bytes:
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return plain + b" " * (-len(plain) % STEP)


def _digest(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _bound(digest: str, path: str, kid: str) -> bytes:
    return "\n".join((_FORMAT, digest, path, kid)).encode()


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
