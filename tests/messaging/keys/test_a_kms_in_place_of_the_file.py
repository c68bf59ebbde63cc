"""The master key may be in a KMS: whatever wraps and unwraps behind the port, the node works as with the file, and the key stays inside."""

from uuid import uuid4

import pytest

from levensloop.inclusion.app import app as inclusion
from levensloop.infra.messaging.app import running
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy.aead import Key, new_key
from levensloop.infra.secrecy.errors import MasterKeyProblem
from levensloop.infra.secrecy.keys_in_topology import master_file
from levensloop.infra.secrecy.master import Wrapped
from support.messaging import at_node, desk
from support.samples.world import HAAGLANDEN


class Kms:
    """As one over the network: it counts what it is asked, and its key never leaves it."""

    def __init__(self) -> None:
        self._key: Key = new_key()
        self.asked = 0

    @property
    def current(self) -> str:
        return self._key.kid

    async def wrap(self, secret: bytes, bound: bytes) -> Wrapped:
        self.asked += 1
        return Wrapped(self.current, self._key.encrypt(secret, bound))

    async def unwrap(self, wrapped: Wrapped, bound: bytes) -> bytes:
        self.asked += 1
        if wrapped.master != self.current:
            raise MasterKeyProblem(f"Hoofdsleutel {wrapped.master} is hier niet.")
        return self._key.decrypt(wrapped.ciphertext, bound)


async def test_a_case_is_recorded_and_read_with_a_kms_and_without_the_file(own_network: Network) -> None:
    master_file(own_network.keys, HAAGLANDEN).unlink()
    kms, case = Kms(), uuid4()
    async with at_node(own_network, master=kms) as node, running(inclusion(node)), desk(own_network) as police:
        assert (await police.report(case)).refusal is None
    assert kms.asked > 0
    async with at_node(own_network, master=kms) as node:
        assert [recorded.event.by.functionary for recorded in (await node.log.load(case)).events] == ["medewerker"]


async def test_another_kms_reads_nothing_and_says_why(own_network: Network) -> None:
    case = uuid4()
    async with at_node(own_network, master=Kms()) as node, running(inclusion(node)), desk(own_network) as police:
        assert (await police.report(case)).refusal is None
    async with at_node(own_network, master=Kms()) as node:
        with pytest.raises(MasterKeyProblem):
            await node.log.load(case)
