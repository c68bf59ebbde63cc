"""The keys of a case that moves: what is sent can be read there, and only there; what is recorded after the move is under new ones."""

from collections.abc import Collection

from joserfc.jwk import OKPKey

from levensloop.contracts.event import CaseId
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.roles import Role
from levensloop.handover.intake import Arrived
from levensloop.handover.wire import BrokenCaseStream, keys_of
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.erasures import account_for_keys
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.case_keys import pack, unpack
from levensloop.infra.secrecy.errors import KeyLost
from levensloop.infra.secrecy.keys import Ring, Scope, Use
from levensloop.infra.secrecy.parcels import CASE_KEYS, close_parcel, open_parcel
from levensloop.infra.secrecy.personal import correction_key, identity_key, ring_of


class TravellingKeys:
    """Gives keys along and takes them over. Each parcel is signed by the sender and can be opened by the receiver alone."""

    def __init__(self, node: Node) -> None:
        self._node, self._keys = node, node.vault.keys

    @property
    def signing(self) -> OKPKey:
        """With what this ZVH signs."""
        return self._node.own.signing

    def is_zvh(self, organisation: str) -> bool:
        """Whether it can be sent to."""
        known = self._node.organisations.get(organisation)
        return known is not None and known.role is Role.ZVH

    async def parcel(self, address: Address, kids: Collection[str]) -> bytes:
        """These keys, for the message at this address. What is destroyed goes along as destroyed.

        Raises `KeyLost`, `OrganisationKeyProblem` when the topology has no key of the receiver, `EventStoreError`.
        """
        node, case = self._node, address.case
        keys = await self._keys.to_decrypt(case, Use.FIELDS, kids)
        content = pack(keys.only(kids, f"casus {case}"))
        return close_parcel(content, CASE_KEYS, address, node.directory.recipient(address.recipient), node.own.signing)

    async def take(self, arrived: Arrived, messages: Collection[StoredMessage]) -> None:
        """Keep the keys that came with these, to read with. Raises `Tampered`, `UnknownSigner`, `NotForUs`,
        `BrokenCaseStream` when another ZVH signed for them than the one that sent the case."""
        node = self._node
        for message in messages:
            if (parcel := keys_of(message)) is None:
                continue
            address, content = open_parcel(parcel, CASE_KEYS, node.me, arrived.case, node.directory.signer, node.own)
            if address.sender != arrived.from_zvh:
                raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: de sleutels zijn van {address.sender}.")
            known = await self._keys.to_decrypt(arrived.case, Use.FIELDS, ())
            for organisation, ring in unpack(content).items():
                ours = known.rings.get(organisation, Ring())
                if gone := sorted(ring.destroyed - ours.own - ours.destroyed):
                    await account_for_keys(node.accountant, address.sender, arrived.case, gone, "WGS-2.28")
                await self._keys.take_over(Scope(Use.FIELDS, arrived.case, organisation), ring)

    async def check(self, arrived: Arrived, messages: Collection[StoredMessage]) -> None:
        """Each of these can be read here now. Raises `BrokenCaseStream`, `Tampered`, `UnreadableEvent`, `EventStoreError`."""
        try:
            await self._node.vault.read(list(messages))
        except KeyLost as error:
            raise BrokenCaseStream(f"{arrived} kan niet worden opgenomen: een sleutel ervan kwam niet mee.") from error

    async def renew(self, case: CaseId) -> None:
        """A move has ended: from now on nothing of the case is recorded under a key that the other ZVH has too."""
        now = quarter_of(self._node.clock.now())  # under the keys of what is past nothing more is recorded
        for ring in (await self._keys.to_decrypt(case, Use.FIELDS, ())).with_current():
            if ring.endswith(now):
                await self._keys.rotate(Scope(Use.FIELDS, case, ring))

    async def renew_correction(self, case: CaseId, organisation: str) -> None:
        """A correction went to who has a copy of before the move: the next of this supplier gets another key."""
        ring = ring_of(correction_key(organisation), self._node.clock.now())
        await self._keys.rotate(Scope(Use.FIELDS, case, ring))

    async def renew_identity(self, case: CaseId) -> None:
        """Who moves was told: the next to whom that is told gets another key (MOV-1)."""
        ring = ring_of(identity_key(self._node.me), self._node.clock.now())
        await self._keys.rotate(Scope(Use.FIELDS, case, ring))
