"""A certificate authority for play, tests and a first trial: certificates of the form of PKIoverheid's, which nobody else trusts."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from levensloop.infra.nodes.certificates import AUTHORITIES, certificate_files
from levensloop.infra.nodes.errors import CertificateProblem
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.secret_file import write_secret

VALID = timedelta(days=90)
"""How long a trial may last, from the making of its authority. Default."""
AUTHORITY_KEY = "proef-ca.key"
"""The trial authority's own key: for its owner only, and for no use but a trial."""

_LOOPBACK = ("127.0.0.1", "localhost")


def make_certificates(topology: Topology, directory: Path) -> list[str]:
    """A certificate for the hub and every organisation that has none yet; returns for whom. The trial authority's own key stays in the
    directory, so that who joins later gets one of the same authority. Raises CertificateProblem when the authority there is another's."""
    names = [topology.hub.name, *(o.id for o in topology.organisations)]
    missing = [name for name in names if not certificate_files(directory, name).certificate.exists()]
    if not missing:
        return []
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = _kept(directory, missing) if len(missing) < len(names) or _known(directory) else _begun(directory)
    oins = {o.id: o.oin for o in topology.organisations}
    for name in missing:
        _make(authority, directory, name, _hosts(topology, name), oins.get(name))
    return missing


@dataclass(frozen=True, slots=True)
class _Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _known(directory: Path) -> bool:
    return (directory / AUTHORITIES).exists()


def _begun(directory: Path) -> _Authority:
    key, now = ec.generate_private_key(ec.SECP256R1()), _now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Levensloop proef-CA (niet voor gebruik)")])
    made = _builder(name, name, key, now, now + VALID)
    made = made.add_extension(x509.BasicConstraints(True, 0), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    signed = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    _secret(directory / AUTHORITY_KEY, key)
    (directory / AUTHORITIES).write_bytes(signed.public_bytes(Encoding.PEM))
    return _Authority(signed, key)


def _kept(directory: Path, missing: Sequence[str]) -> _Authority:
    try:
        key = load_pem_private_key((directory / AUTHORITY_KEY).read_bytes(), None)
        signed = x509.load_pem_x509_certificate((directory / AUTHORITIES).read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateProblem(
            f"In {directory} staan al certificaten, maar niet van {', '.join(missing)}, en de sleutel van wie ze uitgaf "
            f"({AUTHORITY_KEY}) is er niet of niet te lezen: vraag de ontbrekende daar aan, of haal voor een proef de oude weg."
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != signed.public_key():
        raise CertificateProblem(f"{directory / AUTHORITY_KEY} hoort niet bij {AUTHORITIES}.")
    return _Authority(signed, key)


def _make(authority: _Authority, directory: Path, name: str, hosts: Sequence[str], oin: str | None) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.COUNTRY_NAME, "NL")]
    if oin is not None:
        subject.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, oin))
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    names = x509.SubjectAlternativeName([_host(host) for host in hosts])
    until = authority.certificate.not_valid_after_utc
    made = _builder(x509.Name(subject), authority.certificate.subject, key, _now(), until)
    made = made.add_extension(both, critical=False).add_extension(names, critical=False)
    # tells apart two authorities of one name, while both are trusted
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    made = made.add_extension(signer, critical=False)
    files = certificate_files(directory, name)
    files.certificate.write_bytes(made.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM))
    _secret(files.key, key)


def _secret(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(path, content.decode("ascii"))


def _now() -> datetime:
    """A little ago: clocks differ."""
    return datetime.now(UTC) - timedelta(minutes=5)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, until: datetime
) -> x509.CertificateBuilder:
    named = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return named.serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(until)


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
