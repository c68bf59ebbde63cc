"""What the operating system says is told in Dutch, with the name of the file."""

import errno
import os
import socket
import ssl

import pytest

from levensloop.contracts.os_errors import told, unreadable, why


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOENT, os.strerror(errno.ENOENT), "weg.yaml"), "weg.yaml: dat bestand of die map is er niet."),
        (OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE)), "Die poort is al in gebruik."),
        (
            OSError("Multiple exceptions: [Errno 111] Connect call failed, [Errno 99] Cannot assign"),
            "Daar luistert niets.",
        ),
        (OSError(9999, "Never seen"), "Fout 9999 van het besturingssysteem."),
        (OSError("zomaar"), "Dat lukt niet."),
        (TimeoutError(), "Er komt geen antwoord."),
        (socket.gaierror(-2, "Name or service not known"), "Die machine is niet bekend."),
    ],
)
def test_an_error_is_told_in_dutch(error: OSError, says: str) -> None:
    assert told(error) == says


def test_the_numbers_of_tls_are_not_those_of_the_system() -> None:
    error = ssl.SSLError(1, "certificate verify failed")
    error.reason = "CERTIFICATE_VERIFY_FAILED"
    assert why(error) == "TLS lukt niet: CERTIFICATE_VERIFY_FAILED"


def test_what_is_no_text_is_told_and_an_own_error_says_it_itself() -> None:
    assert unreadable(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")) == "het is geen tekst"
    assert unreadable(ValueError("leesbaar voor anderen")) == "leesbaar voor anderen"
