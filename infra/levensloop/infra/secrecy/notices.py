"""The word that a case is destroyed, to who has a copy, and between ZVHs the word that the copy there is gone: signed, so that nobody else
has a copy destroyed or counted as gone; in clear, since the case's keys are gone by the time it is read, and there is nobody in it."""

import json
from typing import Literal

from joserfc.jwk import OKPKey
from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.errors import NotForUs, Tampered
from levensloop.infra.secrecy.jose import Signer, ascii_text, sign, signed_text, verify

KIND = "levensloop-destroyed"


class Notice(BaseModel):
    """Sender, recipient and case as in a letter. `entries`: of a copy that is gone, how many there were; none of an order."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: Literal["levensloop-destroyed-1"] = "levensloop-destroyed-1"
    iss: str
    aud: str
    sub: CaseId
    entries: NonNegativeInt | None = None


def write_notice(notice: Notice, signing: OKPKey) -> bytes:
    """The notice as it is sent."""
    return sign(notice.model_dump_json().encode(), KIND, signing).encode()


def read_notice(body: bytes, sender: str, recipient: str, case: CaseId, signer: Signer) -> Notice:
    """It is this ZVH that says so, to us, of this case. Raises `Tampered`, `UnknownSigner`, `NotForUs`."""
    signed = verify(ascii_text(body), KIND, signer)
    try:
        notice = Notice.model_validate(json.loads(signed.payload))
    except (ValueError, ValidationError) as error:
        raise Tampered("Dit bericht") from error
    expected = {"afzender": sender, "ontvanger": recipient, "casus": case}
    said = {"afzender": notice.iss, "ontvanger": notice.aud, "casus": notice.sub}
    for field, content in expected.items():
        if said[field] != content or signed.organisation != sender:
            raise NotForUs(field)
    return notice


def is_answer(body: bytes) -> bool:
    """Whether it says of a copy that it is gone, without looking who says so: only for what one wrote oneself."""
    try:
        return json.loads(signed_text(ascii_text(body))).get("entries") is not None
    except (Tampered, ValueError, AttributeError):
        return False
