"""The keys of a case on their way to the ZVH that will direct it: as the content of a parcel."""

import json
import re

from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import Tampered
from levensloop.infra.secrecy.keys import CaseKeys, Ring

_ORGANISATION = re.compile(r"[a-z][a-z0-9-]*(_identity|_correction)?(_[0-9]{4}q[1-4])?")
_KID = re.compile(r"[0-9a-f]{18}")


def pack(keys: CaseKeys) -> bytes:
    """All of them, by supplier, and the ids of those that are destroyed: there too, the field shows as erased."""
    rings = {
        organisation: {
            "keys": [{"kid": key.kid, "secret": base64url.encode(key.secret)} for key in ring.keys],
            "destroyed": sorted(ring.destroyed),
        }
        for organisation, ring in keys.rings.items()
    }
    return json.dumps(rings).encode()


def unpack(content: bytes) -> dict[str, Ring]:
    """Supplier → its ring, for `KeyStore.take_over`; none of the keys is one's own. Raises `Tampered`."""
    try:
        return {
            _fit(_ORGANISATION, organisation): Ring(
                tuple(Key(_fit(_KID, key["kid"]), base64url.decode(key["secret"])) for key in ring["keys"]),
                frozenset(),
                frozenset(_fit(_KID, kid) for kid in ring["destroyed"]),
            )
            for organisation, ring in json.loads(content).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Tampered("De sleutels van de casus") from error


def _fit(pattern: re.Pattern[str], name: str) -> str:
    """What becomes part of a subject is written as we write it, and no otherwise."""
    if not pattern.fullmatch(name):
        raise ValueError("not an id")
    return name
