"""Certificates are replaced, and the authority that signs them, while hub and node run and nobody is put out."""

import shutil
import ssl
from pathlib import Path

import pytest
from nats.errors import Error as NatsError
from nodes.pair import ZVH, Pair, running_pair

from levensloop.infra.nodes.certificates import certificate_files, client_context, show_anew
from levensloop.infra.nodes.credentials import Credentials, connect, credentials
from levensloop.infra.nodes.errors import CertificateProblem, NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.trial_authority import make_certificates
from support.waiting import eventually

OM = "om-haaglanden"
HUB = "hub"


async def test_one_authority_takes_the_place_of_another(topology: Topology, tmp_path: Path) -> None:
    """In the three steps of the page: trust both, replace, trust the new one only."""
    old, new = tmp_path / "old", tmp_path / "new"
    make_certificates(topology, new)
    async with running_pair(topology, tmp_path) as pair:
        shutil.copytree(pair.keys, old)
        shown, pids = credentials(pair.now, pair.keys, ZVH), (pair.hub.pid, pair.node.pid)
        services = await connect(pair.node.url, shown)
        partner = await connect(pair.hub.url, credentials(pair.now, pair.keys, OM))
        connections = services.client_id, partner.client_id

        _trusts(pair, old, new)
        await _taken_over(pair)
        for name in (HUB, ZVH, OM):
            _copied(pair, new, name)
        await _taken_over(pair)
        _trusts(pair, new)
        await _taken_over(pair)

        assert (services.client_id, partner.client_id) == connections
        assert services.is_connected
        assert partner.is_connected
        assert (pair.hub.pid, pair.node.pid) == pids
        again = await connect(pair.node.url, shown)  # as its services do when their server was away
        assert again.is_connected
        for nc in (services, partner, again):
            await nc.close()
        former = Credentials(shown.seed, client_context(certificate_files(old, ZVH)))
        for server in (pair.hub, pair.node):
            with pytest.raises((ssl.SSLError, OSError, NatsError)):
                await connect(server.url, former, allow_reconnect=False)


async def test_what_cannot_be_used_is_not_taken_and_can_be_put_right(topology: Topology, tmp_path: Path) -> None:
    new = tmp_path / "new"
    make_certificates(topology, new)
    async with running_pair(topology, tmp_path) as pair:
        trusted = certificate_files(pair.keys, ZVH).authorities.read_bytes()
        for name in (HUB, ZVH):
            before = certificate_files(pair.keys, name).certificate.read_bytes()
            shutil.copy(certificate_files(new, name).certificate, pair.keys)
            with pytest.raises(NodesError):
                await pair.take_over()
            certificate_files(pair.keys, name).certificate.write_bytes(before)
        _trusts(pair, new)
        with pytest.raises(NodesError, match=r"authorities\.crt"):
            await pair.take_over()
        certificate_files(pair.keys, ZVH).authorities.write_bytes(trusted)
        await _taken_over(pair)


def test_what_is_begun_from_now_on_shows_the_new_one(topology: Topology, tmp_path: Path) -> None:
    for each in ("one", "other", "apart"):
        make_certificates(topology, tmp_path / each)
    ours, others, apart = (certificate_files(tmp_path / each, OM) for each in ("one", "other", "apart"))
    context, untouched = client_context(ours), client_context(apart)
    trusts = len(context.get_ca_certs())
    for file in ("certificate", "key", "authorities"):
        shutil.copy(getattr(others, file), getattr(ours, file))

    show_anew(ours)

    assert (len(context.get_ca_certs()), len(untouched.get_ca_certs())) == (trusts + 1, trusts)
    ours.key.write_text("onzin")
    with pytest.raises(CertificateProblem, match="niet te gebruiken"):
        show_anew(ours)


async def _taken_over(pair: Pair) -> None:
    """Node and hub let go of one another, and connect again with what they have now."""
    made = _connections(pair)
    await pair.take_over()
    await eventually(lambda: _connections(pair) > made, "they connect again")
    await pair.linked()


def _connections(pair: Pair) -> int:
    return pair.node.log.read_text(encoding="utf-8", errors="replace").count("Leafnode connection created")


def _trusts(pair: Pair, *whose: Path) -> None:
    authorities = (certificate_files(directory, ZVH).authorities.read_bytes() for directory in whose)
    certificate_files(pair.keys, ZVH).authorities.write_bytes(b"".join(authorities))


def _copied(pair: Pair, directory: Path, name: str) -> None:
    for file in (certificate_files(directory, name).certificate, certificate_files(directory, name).key):
        shutil.copy(file, pair.keys)
