"""Each message of a moving case as it crosses: a parcel that only the receiving ZVH opens, signed by the sender, bound to its place.

So who runs the hub learns no kind of event, no acting organisation and no moment. What an earlier version sent in clear is still read where
it stands, for the count and digest of what follows it, and never taken in any more: `Unsealed`.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.handover.manifest import Link
from levensloop.handover.wire import BrokenCaseStream, link_of
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import NotForUs, UnknownSigner
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.parcels import MOVED, close_parcel, open_parcel


class Unsealed(BrokenCaseStream):
    """An event that came in clear and is not here yet. Whoever carries it can have made it so: nothing of it is believed."""

    def __init__(self, what: object) -> None:
        super().__init__(
            f"{what} kan niet worden opgenomen: het kwam onversleuteld, zoals oudere software het stuurde. Er is niets van overgenomen "
            "en niets weggegooid; laat het andere ZVH de verhuizing intrekken en opnieuw aankondigen."
        )


@dataclass(frozen=True, slots=True)
class Came:
    """A message as it arrived, opened: `message` has the event's own bytes. `sealed`: not when it came in clear."""

    message: StoredMessage
    sealed: bool


@dataclass(frozen=True, slots=True)
class Seal:
    """What `me` closes and opens with. The keys are those of its node."""

    me: str
    own: OrganisationKeys
    directory: Directory

    def close(self, body: bytes, subject: str, link: Link, at: datetime) -> bytes:
        """The event as it is sent on this subject at this place. Made anew it has other bytes: what is stored is what was sent.

        Raises `OrganisationKeyProblem` when the topology has no key of the receiver.
        """
        address = address_at(self.me, subject, link, at)
        return close_parcel(body, MOVED, address, self.directory.recipient(address.recipient), self.own.signing)

    def open(self, arrived: StoredMessage, *, stolen: bool = False) -> Came:
        """Before anything else of it is judged. `stolen`: also under a key that was stolen since; only to see what stands before another,
        for who signed it nobody knows. Raises `Tampered`, `UnknownSigner`, `NotForUs`, `BrokenCaseStream` for one without a place."""
        if arrived.data.startswith(b"{"):
            return Came(arrived, sealed=False)
        if (link := link_of(arrived)) is None:
            raise BrokenCaseStream("Wat van een verhuizing binnenkwam draagt geen telling.")
        _, sender, sent_on = arrived.subject.split(".", 2)
        try:
            case = UUID(subjects.case_of(arrived.subject))
        except ValueError as error:
            raise BrokenCaseStream(f"Van {sender} kwam iets dat geen casus noemt.") from error
        signer = self.directory.signer_of_letter if stolen else self.directory.signer
        address, body = open_parcel(arrived.data, MOVED, self.me, case, signer, self.own)
        if address.sender != sender:
            raise UnknownSigner(f"van {address.sender}")
        if address.message != place_of(sent_on, link):
            raise NotForUs("plaats")
        return Came(arrived._replace(data=body), sealed=True)


def address_at(me: str, subject: str, link: Link, at: datetime) -> Address:
    """For all that is in one message. The day and no more: else it would say when what is in it happened."""
    day = datetime.combine(at.date(), time(), at.tzinfo)
    return Address(me, subject.split(".")[1], UUID(subjects.case_of(subject)), place_of(subject, link), day)


def place_of(subject: str, link: Link) -> UUID:
    """A number for this place in this case stream: what was made for one is refused at another."""
    text = "\n".join((MOVED, subject, str(link.count), link.digest))
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])
