"""Certificates: who a server or an organisation is on a connection (TLS, both ways). In `<dir>`: `<name>.crt` and `<name>.key`
(0600), with `authorities.crt`, the authorities whose certificates are accepted. `name` is an organisation's id, or the hub's.

In real use these are PKIoverheid certificates, which carry the organisation's OIN as the subject's serial number; for play and
tests `trial_authority` makes some of the same form. Which organisation acts is proven by its nkey; the certificate proves to both
sides that the machine at the other end is one of the network's, and keeps what passes unreadable to others.
"""

import logging
import os
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from cryptography import x509
from cryptography.x509.oid import NameOID

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.nodes.errors import CertificateProblem
from levensloop.infra.nodes.topology import Topology

AUTHORITIES = "authorities.crt"
_GIVEN: WeakKeyDictionary[ssl.SSLContext, "CertificateFiles"] = WeakKeyDictionary()
_HANDSHAKE_SECONDS = 15  # for both sides; the server's own 2 are too few for a busy machine, or a slow line


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Where one certificate, its private key and the authorities stand. In a rendered configuration they may be bare names."""

    certificate: Path
    key: Path
    authorities: Path


def certificate_files(directory: Path, name: str) -> CertificateFiles:
    """The three files of one server or organisation, whether they are there or not."""
    return CertificateFiles(directory / f"{name}.crt", directory / f"{name}.key", directory / AUTHORITIES)


def checked(topology: Topology, directory: Path, name: str, now: datetime | None = None) -> CertificateFiles:
    """The same, when they can be used: there, the key for its owner only, valid today, and with the OIN that the topology names.

    Raises CertificateProblem. The hub's certificate has no OIN to compare with: it is whose machine it is.
    """
    files = certificate_files(directory, name)
    found, today = _read(files, name), now or datetime.now(UTC)
    if os.name == "posix" and files.key.stat().st_mode & 0o077:
        raise CertificateProblem(f"{files.key} is leesbaar voor anderen; geef `chmod 600 {files.key}`.")
    if not found.not_valid_before_utc <= today <= found.not_valid_after_utc:
        period = f"{found.not_valid_before_utc:%d-%m-%Y} tot en met {found.not_valid_after_utc:%d-%m-%Y}"
        raise CertificateProblem(f"Het certificaat {files.certificate} geldt nu niet: het geldt van {period}.")
    expected = next((o.oin for o in topology.organisations if o.id == name), None)
    if expected is not None and expected != oin_of(found):
        raise CertificateProblem(
            f"Het certificaat {files.certificate} is van OIN {oin_of(found) or '(geen)'}, maar {name} heeft in de topologie {expected}."
        )
    return files


def oin_of(certificate: x509.Certificate) -> str | None:
    """The OIN: the serial number in the subject, as PKIoverheid has it."""
    found = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(found[0].value) if found else None


def client_context(files: CertificateFiles) -> ssl.SSLContext:
    """For connections of an organisation: TLS 1.3, showing this certificate, trusting only these authorities, checking the host's name."""
    logging.getLogger("asyncio").addFilter(_worth_saying)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    _load(context, files)
    _GIVEN[context] = files
    return context


def show_anew(files: CertificateFiles) -> None:
    """What stands in these files now is shown by every connection that this process begins from here on; what an authority of before signed
    is still trusted, until a restart. Raises CertificateProblem."""
    for context, of in list(_GIVEN.items()):
        if of == files:
            _load(context, files)


def _load(context: ssl.SSLContext, files: CertificateFiles) -> None:
    try:
        context.load_verify_locations(files.authorities)
        context.load_cert_chain(files.certificate, files.key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateProblem(
            f"Het certificaat {files.certificate} en zijn sleutel zijn niet te gebruiken ({unreadable(error)})."
        ) from error


def _worth_saying(record: logging.LogRecord) -> bool:
    """Not what asyncio says each time nats-py closes a connection with TLS: nothing follows from it."""
    return "eof_received() has no effect" not in str(record.msg)


def server_tls(files: CertificateFiles) -> dict[str, object]:
    """The `tls` block of a listener, for clients or nodes: a certificate is asked of whoever connects, at once, and nothing is said
    in the clear. (With "auto" the server greets in the clear whoever is slow to begin, and then the two wait for one another.)"""
    return {
        **_files(files),
        "verify": True,
        "min_version": "1.3",
        "handshake_first": True,
        "timeout": _HANDSHAKE_SECONDS,
    }


def remote_tls(files: CertificateFiles) -> dict[str, object]:
    """The `tls` block of a node's connection to the hub."""
    return {**_files(files), "handshake_first": True, "timeout": _HANDSHAKE_SECONDS}


def _files(files: CertificateFiles) -> dict[str, object]:
    return {"cert_file": str(files.certificate), "key_file": str(files.key), "ca_file": str(files.authorities)}


def _read(files: CertificateFiles, name: str) -> x509.Certificate:
    try:
        for path in (files.key, files.authorities):
            path.stat()
        return x509.load_pem_x509_certificate(files.certificate.read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateProblem(
            f"Het certificaat van {name} is niet te lezen ({unreadable(error)}). Zet {files.certificate.name}, {files.key.name} en "
            f"{AUTHORITIES} in {files.certificate.parent}; voor een proef maakt `levensloop topology certificates` ze."
        ) from error
