"""A certificate authority for play, tests and a first trial: certificates of the form of PKIoverheid's, which nobody else trusts."""

import ipaddress
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from levensloop.infra.nodes.certificates import AUTHORITIES, certificate_files
from levensloop.infra.nodes.errors import CertificateProblem
from levensloop.infra.nodes.topology import Topology

VALID = timedelta(days=90)
"""How long a trial may last. Default."""

_LOOPBACK = ("127.0.0.1", "localhost")


def make_certificates(topology: Topology, directory: Path) -> list[str]:
    """A certificate for the hub and every organisation that has none yet; returns for whom. The authority's own key is not kept,
    so what is made later needs everything made anew: raises CertificateProblem when only some are there."""
    names = [topology.hub.name, *(o.id for o in topology.organisations)]
    missing = [name for name in names if not certificate_files(directory, name).certificate.exists()]
    if missing and (len(missing) < len(names) or (directory / AUTHORITIES).exists()):
        raise CertificateProblem(
            f"In {directory} staan al certificaten, maar niet van {', '.join(missing)}. Een proef maakt ze alle in één keer: "
            "haal de oude weg, of vraag de ontbrekende aan bij wie ze uitgaf."
        )
    if missing:
        _make(topology, directory, names)
    return missing


def _make(topology: Topology, directory: Path, names: Sequence[str]) -> None:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    now, authority_key = datetime.now(UTC) - timedelta(minutes=5), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Levensloop proef-CA (niet voor gebruik)")])
    authority = _builder(issuer, issuer, authority_key, now).add_extension(
        x509.BasicConstraints(True, 0), critical=True
    )
    key_usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    authority = authority.add_extension(key_usage, critical=True)
    signed = authority.sign(authority_key, hashes.SHA256())
    oins = {o.id: o.oin for o in topology.organisations}
    for name in names:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.COUNTRY_NAME, "NL")]
        if name in oins:
            subject.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, oins[name]))
        both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        hosts = x509.SubjectAlternativeName([_host(host) for host in _hosts(topology, name)])
        made = _builder(x509.Name(subject), issuer, key, now).add_extension(both, critical=False)
        certificate = made.add_extension(hosts, critical=False).sign(authority_key, hashes.SHA256())
        files = certificate_files(directory, name)
        files.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with os.fdopen(os.open(files.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secret)
    (directory / AUTHORITIES).write_bytes(signed.public_bytes(Encoding.PEM))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.CertificateBuilder:
    named = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return named.serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + VALID)


def _hosts(topology: Topology, name: str) -> list[str]:
    """Where this server is reached; an organisation without one only connects."""
    hub, node = topology.hub, topology.node(name)
    listens = [hub.listen, hub.leaf] if name == hub.name else [node.listen] if node else []
    return list(dict.fromkeys([*(address.host for address in listens), *_LOOPBACK]))


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
