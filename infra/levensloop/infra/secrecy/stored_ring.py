"""A ring of keys as it stands in the key stream: JSON, each key wrapped under the node's master key and bound to its scope."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.keys import Ring, Scope
from levensloop.infra.secrecy.master import MasterKey, Wrapped


class _StoredKey(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kid: str
    own: bool
    master: str
    wrapped: str


class StoredRing(BaseModel):
    """All keys of one scope, oldest first, and the ids of those that were destroyed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["levensloop-ring-1"] = "levensloop-ring-1"
    keys: tuple[_StoredKey, ...] = ()
    destroyed: tuple[str, ...] = ()

    def masters(self) -> set[str]:
        """The master keys that wrapped something in it."""
        return {key.master for key in self.keys}

    def emptied(self) -> "StoredRing":
        """What is left after destruction: which keys there were, so that what they encrypted shows as erased, not as lost."""
        return StoredRing(destroyed=tuple(sorted({*self.destroyed, *(key.kid for key in self.keys)})))

    def to_bytes(self) -> bytes:
        return self.model_dump_json().encode()


def parse_ring(data: bytes, scope: Scope) -> StoredRing:
    """Raises `Tampered`."""
    try:
        return StoredRing.model_validate_json(data)
    except ValidationError as error:
        raise Tampered(f"De sleutelring van {scope.subject}") from error


async def wrap_ring(ring: Ring, scope: Scope, master: MasterKey) -> bytes:
    """As it is stored."""
    keys = []
    for key in ring.keys:
        wrapped = await master.wrap(key.secret, _bound(scope, key.kid))
        own, text = key.kid in ring.own, base64url.encode(wrapped.ciphertext)
        keys.append(_StoredKey(kid=key.kid, own=own, master=wrapped.master, wrapped=text))
    return StoredRing(keys=tuple(keys), destroyed=tuple(sorted(ring.destroyed))).to_bytes()


async def unwrap_ring(data: bytes, scope: Scope, master: MasterKey) -> Ring:
    """Raises `Tampered`, `MasterKeyProblem`."""
    stored = parse_ring(data, scope)
    keys = []
    for key in stored.keys:
        try:
            wrapped = Wrapped(key.master, base64url.decode(key.wrapped))
        except ValueError as error:
            raise Tampered(f"De sleutelring van {scope.subject}") from error
        keys.append(Key(key.kid, await master.unwrap(wrapped, _bound(scope, key.kid))))
    return Ring(tuple(keys), frozenset(key.kid for key in stored.keys if key.own), frozenset(stored.destroyed))


def _bound(scope: Scope, kid: str) -> bytes:
    return f"levensloop-key-1\n{scope.subject}\n{kid}".encode()
