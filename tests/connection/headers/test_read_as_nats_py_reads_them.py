"""Headers are read quicker than nats-py reads them, and not otherwise."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nats.aio.client import Client

from levensloop.infra.quick_headers import QuickClient, connect
from support.server import JetStreamServer
from support.waiting import PATIENCE

BITS = st.sampled_from(
    [
        b"Nats-Sequence",
        b"1",
        b":",
        b": ",
        b" ",
        b"\t",
        b"\r\n",
        b"\r",
        b"\n",
        b"\x0b",
        b"\x1c",
        b"\xc3",
        "é\x85\u2028".encode(),
    ]
)


@given(st.one_of(st.lists(BITS).map(b"".join), st.binary()))
@example(b"A: 1\r\nB:2\r\n\r\n")
@example(b"no colon\r\n: no name\r\ntwo words: 3\r\n")
@example(b"caf\xc3\xa9: 1\r\nA: caf\xc3\xa9\r\nA: again\r\n")
def test_whatever_the_bytes(raw: bytes) -> None:
    assert QuickClient._parse_header_lines(raw) == Client._parse_header_lines(raw)


async def test_a_connection_reads_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nats-py still has the place where this is put in; without it all would work, but slower."""
    read: list[bytes] = []
    monkeypatch.setattr(
        QuickClient, "_parse_header_lines", staticmethod(lambda raw: read.append(raw) or {"A": "quick"})
    )
    server = JetStreamServer(tmp_path)
    server.start()
    try:
        client = await connect(server.url)
        subscription = await client.subscribe("here")
        await client.publish("here", b"", headers={"A": "1"})
        message = await subscription.next_msg(timeout=PATIENCE)
        await client.close()
    finally:
        server.stop()
    assert (read, message.headers) == ([b"A: 1\r\n\r\n"], {"A": "quick"})
