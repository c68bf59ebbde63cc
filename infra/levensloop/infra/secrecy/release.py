"""Giving the keys of letters that may be read now: the moment at which a right is checked again, for what is queued too."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.keys import CaseKeys
from levensloop.infra.secrecy.letters import key_of_letter

MOST = 500
"""Letters in one question; a next one asks for the rest."""


def letter_keys(letters: Sequence[tuple[Address, str]], keys: CaseKeys) -> bytes:
    """The keys of these letters (address and content key id, as the sender has them in its outbox), for a parcel.

    A letter whose content key was destroyed gets none: nobody can read it any more. Raises `KeyLost`.
    """
    given: dict[str, str] = {}
    for address, kid in letters:
        if content_key := keys.find(kid, f"casus {address.case}"):
            given[str(address.message)] = base64url.encode(key_of_letter(content_key, address).secret)
    return json.dumps(given).encode()


def read_letter_keys(content: bytes) -> dict[UUID, Key]:
    """Message → the key of its letter. A message that is not in it cannot be read. Raises `Tampered`."""
    try:
        given: dict[str, Any] = json.loads(content)
        return {UUID(message): Key(message, base64url.decode(secret)) for message, secret in given.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise Tampered("De sleutels in dit bericht") from error
