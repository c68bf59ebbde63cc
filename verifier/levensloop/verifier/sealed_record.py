"""An entry of the log read as an accountability record, and who acted opened with the key of that record alone.

Written apart from the code that seals: what judges shares nothing with what is judged but the model of a record.

entry        JSON, compact; `functionary` is {"sealed":"<key id>.<base64url of commitment ‖ nonce ‖ ciphertext>"}
commitment   SHA-256 of "levensloop-account-1 key\\n" ‖ key
ciphertext   AES-256-GCM over the function as JSON, or where it is known which person over {"functionary":…,"person":…}; filled up with
             spaces; bound to "levensloop-account-1\\n" ‖ SHA-256 in hex of the
             entry with its keys sorted and without what stands behind the key id
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.constant_time import bytes_eq
from pydantic import TypeAdapter, ValidationError

from levensloop.contracts.accountability import Account
from levensloop.contracts.erased import ERASED
from levensloop.contracts.event import Text
from levensloop.contracts.pseudonym import Pseudonym
from levensloop.verifier.bundle_errors import RecordKeyRefused, RecordMalformed, RecordTampered

FIELD, PERSON = "functionary", "person"
_FORMAT = b"levensloop-account-1"
_COMMITMENT, _NONCE = 32, 12
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_TEXT = TypeAdapter(Text)
_PSEUDONYM = TypeAdapter(Pseudonym)


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """`account` has who acted as erased; `opened` tells. `kid`: the id of the key that the record's own key was derived from."""

    index: int
    account: Account
    kid: str
    _sealed: bytes
    _body: dict[str, Any]

    @classmethod
    def parse(cls, entry: bytes, index: int) -> "SealedRecord":
        """Raises RecordMalformed."""
        try:
            body = json.loads(entry.decode())
            if not isinstance(body, dict) or _compact(body) != entry:
                raise RecordMalformed(index, "geen JSON-object in de ene schrijfwijze die mag")
            field = body.get(FIELD)
            if not isinstance(field, dict) or tuple(field) != ("sealed",) or not isinstance(field["sealed"], str):
                raise RecordMalformed(index, "de functie is niet versleuteld")
            if PERSON in body:
                raise RecordMalformed(index, "wie het was is niet versleuteld")
            kid, _, text = field["sealed"].partition(".")
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            if not kid or urlsafe_b64encode(sealed).rstrip(b"=").decode() != text:
                raise RecordMalformed(index, "de versleutelde functie staat er niet zoals hoort")
            account = Account.model_validate({**body, FIELD: str(ERASED)})
        except ValidationError as error:
            fields = sorted({".".join(map(str, one["loc"])) for one in error.errors(include_input=False)})
            raise RecordMalformed(index, f"dit klopt niet: {', '.join(fields)[:200]}") from None
        except (ValueError, OverflowError, Error, RecursionError):
            raise RecordMalformed(index, "geen leesbare JSON") from None
        return cls(index, account, kid, sealed, body)

    def opened(self, key: bytes) -> tuple[str, str | None]:
        """The function of who acted, and which person that was where that is known. Raises RecordKeyRefused, RecordTampered."""
        commitment, nonce = self._sealed[:_COMMITMENT], self._sealed[_COMMITMENT : _COMMITMENT + _NONCE]
        if not bytes_eq(commitment, sha256(_FORMAT + b" key\n" + key).digest()):
            raise RecordKeyRefused(self.index)
        try:
            plain = AESGCM(key).decrypt(nonce, self._sealed[_COMMITMENT + _NONCE :], self._bound())
            who = json.loads(plain)
            if not isinstance(who, dict):
                return _TEXT.validate_python(who, strict=True), None
            if who.keys() != {FIELD, PERSON}:
                raise RecordTampered(self.index)
            return _TEXT.validate_python(who[FIELD], strict=True), _PSEUDONYM.validate_python(who[PERSON], strict=True)
        except (InvalidTag, ValueError):
            raise RecordTampered(self.index) from None

    def _bound(self) -> bytes:
        body = {**self._body, FIELD: {"sealed": self.kid}}
        return _FORMAT + b"\n" + sha256(_SORTED.encode(body).encode()).hexdigest().encode()


def _compact(body: dict[str, Any]) -> bytes:
    return _COMPACT.encode(body).encode()
