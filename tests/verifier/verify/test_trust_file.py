"""The auditor's file of whom to believe: read strictly, so that a slip of the pen does not become trust."""

import pytest

from levensloop.verifier.errors import Malformed
from levensloop.verifier.trust import Believed, Dates, short
from support.verified_log import LOG, ORIGIN, POLICY, WITNESSES

BASIS = f"version = 1\npolicy = '''\n{POLICY.format().decode()}'''\n"
ID = short(LOG.verifier)


def read(more: str = "", before: str = "") -> Believed:
    return Believed.parse((before + BASIS + more).encode())


def test_policy_alone_is_enough() -> None:
    found = read()
    assert (found.policy, found.origin, found.papers) == (POLICY, None, {})
    assert found.of(LOG.verifier).hold(0)


def test_origin_dates_and_papers() -> None:
    more = (
        f'[[key]]\nid = "{ID}"\nfrom = 2026-01-01T00:00:00Z\nuntil = 2027-01-01T01:00:00+01:00\n'
        f'[[key]]\nid = "{short(WITNESSES[0].verifier)}"\nrevoked = 2026-06-01T00:00:00Z\n'
        f'[papers]\n"matrix/2/matrix.csv" = "{"0" * 64}"\n'
    )
    found = read(more, f'origin = "{ORIGIN}"\n')
    assert found.origin == ORIGIN
    assert found.of(LOG.verifier) == Dates(1767225600, 1798761600)
    assert found.of(WITNESSES[0].verifier) == Dates(revoked=1780272000)
    assert found.papers == {"matrix/2/matrix.csv": "0" * 64}


@pytest.mark.parametrize(
    "more",
    [
        "remark = 1",
        "[[key]]\nid = 'unknown+00000000'",
        f"[[key]]\nid = '{ID}'\nuntill = 2026-01-01T00:00:00Z",
        f"[[key]]\nid = '{ID}'\nuntil = 2026-01-01T00:00:00",
        f"[[key]]\nid = '{ID}'\nuntil = '2026-01-01T00:00:00Z'",
        f"[[key]]\nid = '{ID}'\n[[key]]\nid = '{ID}'",
        "[[key]]\nfrom = 2026-01-01T00:00:00Z",
        "key = 3",
        "[papers]\nx = 'abc'",
        "papers = 3",
        "origin = 3",
        "version = 1",
    ],
)
def test_anything_else_is_refused(more: str) -> None:
    with pytest.raises(Malformed):
        read(more)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"version = 1", b"version = 2\npolicy = 'quorum none\\n'", b"x" * (1 << 21)]
)
def test_no_trust_file(data: bytes) -> None:
    with pytest.raises(Malformed):
        Believed.parse(data)
