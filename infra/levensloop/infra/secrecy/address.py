"""From whom, to whom, in which case, which message, when: bound into every message, so that it is for nothing else."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.errors import NotForUs, Tampered, UnknownSigner
from levensloop.infra.secrecy.jose import CLAIMS


@dataclass(frozen=True, slots=True)
class Address:
    """`message` is what it carries: the event's id, or the id of the question that it answers. `time` in whole seconds."""

    sender: str
    recipient: str
    case: CaseId
    message: UUID
    time: datetime

    @property
    def claims(self) -> dict[str, Any]:
        """For the protected header."""
        moment = int(self.time.timestamp())
        return dict(zip(CLAIMS, (self.sender, self.recipient, str(self.case), str(self.message), moment), strict=True))


def address_of(header: dict[str, Any]) -> Address:
    """The address in a protected header. Raises `Tampered`."""
    try:
        sender, recipient, case, message, moment = (header[name] for name in CLAIMS)
        return Address(str(sender), str(recipient), UUID(case), UUID(message), datetime.fromtimestamp(moment, UTC))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise Tampered("Het adres van dit bericht") from error


def check(address: Address, signer: str, recipient: str, case: CaseId) -> None:
    """It must be from who signed it, to who reads it, in the case under which it came. Raises `UnknownSigner`, `NotForUs`."""
    if address.sender != signer:
        raise UnknownSigner(f"van {signer}")
    if address.recipient != recipient:
        raise NotForUs("ontvanger")
    if address.case != case:
        raise NotForUs("casus")
