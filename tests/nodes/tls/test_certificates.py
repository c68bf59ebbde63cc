"""Certificates that cannot be used are refused before a server starts, with what is wrong and what to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from levensloop.infra.nodes.certificates import certificate_files, checked
from levensloop.infra.nodes.errors import CertificateProblem, TopologyError
from levensloop.infra.nodes.keys import make_keys
from levensloop.infra.nodes.network import with_free_ports
from levensloop.infra.nodes.placed import write_confs
from levensloop.infra.nodes.single import running_hub
from levensloop.infra.nodes.topology import Address, Topology
from levensloop.infra.nodes.topology_file import parse_topology
from levensloop.infra.nodes.trial_authority import AUTHORITY_KEY, make_certificates

OM, ZVH = "om-haaglanden", "zvh-haaglanden"


@pytest.fixture
def certified(topology: Topology, tmp_path: Path) -> Topology:
    make_certificates(topology, tmp_path)
    return topology


def test_made_once_for_all_and_kept(certified: Topology, tmp_path: Path) -> None:
    before = certificate_files(tmp_path, OM).certificate.read_bytes()
    assert make_certificates(certified, tmp_path) == []
    assert certificate_files(tmp_path, OM).certificate.read_bytes() == before


def test_every_one_can_be_used(certified: Topology, tmp_path: Path) -> None:
    for name in (certified.hub.name, *(o.id for o in certified.organisations)):
        assert checked(certified, tmp_path, name) == certificate_files(tmp_path, name)


def test_a_key_is_for_its_owner_only(certified: Topology, tmp_path: Path) -> None:
    key = certificate_files(tmp_path, OM).key
    assert key.stat().st_mode & 0o077 == 0
    key.chmod(0o640)
    with pytest.raises(CertificateProblem, match="leesbaar voor anderen"):
        checked(certified, tmp_path, OM)


@pytest.mark.parametrize("days", [-1, 91])
def test_only_within_its_period(certified: Topology, tmp_path: Path, days: int) -> None:
    with pytest.raises(CertificateProblem, match="geldt nu niet: het geldt van"):
        checked(certified, tmp_path, OM, datetime.now(UTC) + timedelta(days=days))


def test_it_carries_the_oin_of_the_topology(certified: Topology, tmp_path: Path) -> None:
    others = tuple(
        o.model_copy(update={"oin": "00000009999900000000"}) if o.id == OM else o for o in certified.organisations
    )
    changed = certified.model_copy(update={"organisations": others})
    with pytest.raises(
        CertificateProblem, match=r"OIN 00000009910200000000, maar om-haaglanden .* 00000009999900000000"
    ):
        checked(changed, tmp_path, OM)


@pytest.mark.parametrize("gone", ["certificate", "key", "authorities"])
def test_what_is_missing_is_named(certified: Topology, tmp_path: Path, gone: str) -> None:
    getattr(certificate_files(tmp_path, OM), gone).unlink()
    with pytest.raises(CertificateProblem, match=r"Zet om-haaglanden\.crt, om-haaglanden\.key en authorities\.crt in"):
        checked(certified, tmp_path, OM)


def test_who_joins_later_gets_one_of_the_same_authority(certified: Topology, tmp_path: Path) -> None:
    before = certificate_files(tmp_path, OM).authorities.read_bytes()
    certificate_files(tmp_path, OM).certificate.unlink()
    assert make_certificates(certified, tmp_path) == [OM]
    made = x509.load_pem_x509_certificate(checked(certified, tmp_path, OM).certificate.read_bytes())
    made.verify_directly_issued_by(x509.load_pem_x509_certificate(before))
    assert certificate_files(tmp_path, OM).authorities.read_bytes() == before
    assert (tmp_path / AUTHORITY_KEY).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("left", [None, b"onzin"])
def test_a_few_cannot_be_added_to_those_of_another_authority(
    certified: Topology, tmp_path: Path, left: bytes | None
) -> None:
    certificate_files(tmp_path, OM).certificate.unlink()
    (tmp_path / AUTHORITY_KEY).unlink()
    if left is not None:
        (tmp_path / AUTHORITY_KEY).write_bytes(left)
    with pytest.raises(CertificateProblem, match="maar niet van om-haaglanden"):
        make_certificates(certified, tmp_path)


def test_an_authority_key_of_another_is_refused(certified: Topology, tmp_path: Path) -> None:
    make_certificates(certified, tmp_path / "other")
    certificate_files(tmp_path, OM).certificate.unlink()
    (tmp_path / AUTHORITY_KEY).write_bytes((tmp_path / "other" / AUTHORITY_KEY).read_bytes())
    with pytest.raises(CertificateProblem, match="hoort niet bij"):
        make_certificates(certified, tmp_path)


async def test_a_server_does_not_start_without(topology: Topology, tmp_path: Path) -> None:
    keyed = make_keys(with_free_ports(topology), tmp_path / "keys")
    with pytest.raises(CertificateProblem, match="Het certificaat van hub is niet te lezen"):
        async with running_hub(keyed, tmp_path / "hub", tmp_path / "keys"):
            pass


def test_rendered_configurations_name_the_files_beside_them(topology: Topology, tmp_path: Path) -> None:
    write_confs(make_keys(topology, tmp_path / "keys"), tmp_path / "out")
    hub, node = ((tmp_path / "out" / name / "server.conf").read_text() for name in ("hub", ZVH))
    assert hub.count('cert_file: "hub.crt"') == 2
    assert hub.count("verify: true") == 2
    assert node.count(f'cert_file: "{ZVH}.crt"') == 2
    assert node.count("verify: true") == 1


@pytest.mark.parametrize("where", ["hub.listen", "hub.leaf", "node"])
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "hub.example.org", "::"])
def test_nothing_listens_beyond_this_machine_in_the_clear(topology: Topology, where: str, host: str) -> None:
    beyond = _listening(topology, where, host)
    parse_topology(beyond.model_dump_json(exclude_none=True))
    with pytest.raises(TopologyError, match="is buiten deze machine te bereiken; zet `tls: true`"):
        parse_topology(beyond.model_copy(update={"tls": False}).model_dump_json(exclude_none=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "::1"])
def test_on_this_machine_it_may(topology: Topology, host: str) -> None:
    plain = _listening(topology, "hub.listen", host).model_copy(update={"tls": False})
    assert parse_topology(plain.model_dump_json(exclude_none=True)).tls is False


def _listening(topology: Topology, where: str, host: str) -> Topology:
    address = Address(host=host, port=4999)
    if where == "node":
        node = topology.nodes[0].model_copy(update={"listen": address})
        return topology.model_copy(update={"nodes": (node, *topology.nodes[1:])})
    hub = topology.hub.model_copy(update={where.removeprefix("hub."): address})
    return topology.model_copy(update={"hub": hub})
