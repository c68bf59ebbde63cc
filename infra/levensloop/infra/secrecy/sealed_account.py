"""An accountability record as the log keeps it: who acted encrypted under a key for this record alone, all else bound to it.

The record's key is derived (HKDF-SHA256) from the key of (case, accountability) and the record's id. So one record can be opened for
an auditor with its own key, which opens no other; and with the case's key destroyed, none. Before the ciphertext stands a commitment to
that key: AES-GCM by itself lets who makes a ciphertext prepare two keys that open it to two different names.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from levensloop.contracts.accountability import Account
from levensloop.contracts.erased import ERASED
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import KEY_BYTES, Key
from levensloop.infra.secrecy.errors import Tampered

FIELD, PERSON = "functionary", "person"
STEP = 32
"""The field is filled up with spaces to a multiple of so many bytes."""

COMMITMENT_BYTES = 32
_FORMAT = "levensloop-account-1"
_WHAT = "De verantwoordingsregel"


def key_of_record(content_key: Key, record: UUID) -> Key:
    """The key of this record alone."""
    info = f"{_FORMAT}\n{record}".encode()
    return Key(content_key.kid, HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(content_key.secret))


def commitment(record_key: Key) -> bytes:
    """SHA-256 by which the record says with which key it opens, without telling the key."""
    return hashlib.sha256(f"{_FORMAT} key\n".encode() + record_key.secret).digest()


def seal_account(account: Account, content_key: Key) -> bytes:
    """The record's bytes as they go into the log: the entry of the tree. Sealed is the function, or an object of function and person."""
    body = account.model_dump(mode="json", exclude_none=True)
    person = body.pop(PERSON, None)
    who = body[FIELD] if person is None else {FIELD: body[FIELD], PERSON: person}
    plain = json.dumps(who, ensure_ascii=False).encode()
    body[FIELD] = {"sealed": content_key.kid}
    key = key_of_record(content_key, account.id)
    sealed = commitment(key) + key.encrypt(plain + b" " * (-len(plain) % STEP), _bound(body))
    body[FIELD] = {"sealed": f"{content_key.kid}.{base64url.encode(sealed)}"}
    return _json(body)


def kid_of(stored: bytes) -> str:
    """The key that it takes to open this record. Raises `Tampered`."""
    kid, _, _ = _sealed(_parsed(stored)).partition(".")
    return kid


def record_id(stored: bytes) -> UUID:
    """Whose key it takes. Raises `Tampered`."""
    return UUID(_parsed(stored)["id"])


def open_account(stored: bytes, content_key: Key | None) -> Account:
    """The record; `None` for a key that is destroyed: the functionary reads as erased, and which person it was is not told.
    Raises `Tampered`."""
    body = _parsed(stored)
    if content_key is None:
        return _account({**body, FIELD: str(ERASED)})
    return open_with(stored, key_of_record(content_key, UUID(body["id"])))


def open_with(stored: bytes, record_key: Key) -> Account:
    """The record, with its own key. Raises `Tampered`."""
    body = _parsed(stored)
    kid, _, text = _sealed(body).partition(".")
    try:
        sealed = base64url.decode(text)
        if not bytes_eq(sealed[:COMMITMENT_BYTES], commitment(record_key)):
            raise ValueError("another key")
        plain = record_key.decrypt(sealed[COMMITMENT_BYTES:], _bound({**body, FIELD: {"sealed": kid}}))
        who = json.loads(plain)
        return _account({**body, **(who if isinstance(who, dict) and who.keys() == {FIELD, PERSON} else {FIELD: who})})
    except ValueError as error:
        raise Tampered(_WHAT) from error


def _account(body: dict[str, Any]) -> Account:
    try:
        return Account.model_validate_json(json.dumps(body))
    except ValueError as error:
        raise Tampered(_WHAT) from error


def _parsed(stored: bytes) -> dict[str, Any]:
    try:
        body = json.loads(stored)
        if isinstance(body, dict) and UUID(body["id"]) and _sealed(body) and PERSON not in body:
            return body
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Tampered(_WHAT) from error
    raise Tampered(_WHAT)


def _sealed(body: dict[str, Any]) -> str:
    field = body[FIELD]
    if not isinstance(field, dict) or not isinstance(sealed := field.get("sealed"), str):
        raise Tampered(_WHAT)
    return sealed


def _bound(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{_FORMAT}\n{hashlib.sha256(text.encode()).hexdigest()}".encode()


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
