"""Keys for any organisation, and events sealed with them, for tests that need no key store."""

from collections.abc import Iterable
from typing import Any

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.codec import decode
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import DomainEvent
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.keys import CaseKeys, Ring
from levensloop.infra.secrecy.sealing import seal, suppliers, unseal


def keys_of(organisations: Iterable[str]) -> CaseKeys:
    return CaseKeys({organisation: Ring().with_new(new_key()) for organisation in organisations})


def sealed(envelope: CloudEvent, kind: type[DomainEvent], keys: CaseKeys | None = None) -> tuple[bytes, CaseKeys]:
    """The event sealed, and with which keys; made for its suppliers when none are given."""
    keys = keys or keys_of(suppliers(envelope, kind))
    return seal(envelope, kind, keys), keys


def opened(stored: bytes, keys: CaseKeys) -> DomainEvent:
    return decode(unseal(stored, keys))


def emptied(ring: Ring) -> Ring:
    """What is left of it after destruction."""
    return Ring(destroyed=ring.destroyed | {key.kid for key in ring.keys})


def without(keys: CaseKeys, organisation: str) -> CaseKeys:
    """The same keys after those of one supplier were destroyed, of every quarter."""
    gone = {name for name in keys.rings if name == organisation or name.startswith(f"{organisation}_")}
    assert gone
    return CaseKeys({**keys.rings, **{name: emptied(keys.rings[name]) for name in gone}})


def leaves(value: Any, path: str = "") -> dict[str, tuple[Category, object]]:
    """Path → category and content, of every field of an event that has no parts. Written apart from what it checks."""
    found: dict[str, tuple[Category, object]] = {}
    for name, field in type(value).model_fields.items():
        content, here = getattr(value, name), f"{path}{name}"
        if content is None and field.exclude_if is not None:
            continue  # not written, so there is nothing to seal
        if part_of(field.annotation) is None:
            found[here] = (category_of(field), content)
        elif isinstance(content, tuple):
            for at, item in enumerate(content):
                found |= leaves(item, f"{here}.{at}.")
        elif content is not None:
            found |= leaves(content, f"{here}.")
    return found
