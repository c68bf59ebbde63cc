"""On the wire and at rest what goes out is closed: raw bytes of OUT, of an inbox and of both nodes' files hold nothing of it in clear."""

import json
from uuid import UUID

import pytest
from disclosure.disclosing import disclosed, letters, logged, out
from disclosure.reading.asking import copied, names, reader, sent

from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from levensloop.infra.secrecy import base64url
from support.disk import files_in
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, HAAGLANDEN, POLITIE

pytestmark = pytest.mark.asyncio(loop_scope="module")


def texts(value: object) -> set[str]:
    """Every text in it of more words than one: no id, no day, no word of a list."""
    if isinstance(value, dict):
        return {text for inner in value.values() for text in texts(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in texts(inner)}
    return {value} if isinstance(value, str) and " " in value else set()


def layers(letter: bytes) -> bytes:
    """The letter, and what its segments say when they are decoded once and twice."""
    found = [letter]
    for part in letter.split(b"."):
        inner = base64url.decode(part.decode())
        found += [inner, *(base64url.decode(p.decode()) for p in inner.split(b".") if inner.count(b".") == 4)]
    return b"\n".join(found)


async def told_to_all(node: Node) -> tuple[UUID, set[str]]:
    """A case that was passed on, and every text that recipients are to read in it."""
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    found = {text for message in await out(node, case) for text in texts(json.loads(message.data)["data"])}
    assert len(found) > 15
    return case, found


async def test_wgs_2_30_letters_in_out_and_inbox_say_nothing(network: Network, node: Node) -> None:
    """WGS-2.30: none of the categories stands in clear in what goes to others."""
    case, secret = await told_to_all(node)
    mine = await sent(node, case, CRISISDIENST)
    raw = [message.data for message in await letters(node, case)]
    raw += (there := await copied(network, CRISISDIENST, case, len(mine)))

    assert [one.body for one in mine] == there, "letter for letter the same"
    for letter in raw:
        for text in secret:
            assert text.encode() not in layers(letter)
    async with reader(network, CRISISDIENST) as crisisdienst:
        assert names(await crisisdienst.open(mine)) == [name async for name in _names(node, case)], "and it reads all"


async def _names(node: Node, case: UUID):  # type: ignore[no-untyped-def]
    for message in await out(node, case):
        if message.subject.split(".")[1] == CRISISDIENST:
            kind = json.loads(message.data)["type"].split(".")[3]
            yield "".join(word.capitalize() for word in kind.split("-"))


async def test_wgs_2_30_nor_do_the_files_of_both_nodes(network: Network, node: Node) -> None:
    """WGS-2.30."""
    case, secret = await told_to_all(node)
    await copied(network, CRISISDIENST, case, len(await sent(node, case, CRISISDIENST)))
    mine = await sent(node, case, POLITIE)
    async with reader(network, POLITIE) as police:
        assert len(await police.open(mine)) == len(mine)

    files = {**files_in(network.directory / HAAGLANDEN), **files_in(network.directory / CRISISDIENST)}

    assert any(mine[0].body in content for content in files.values()), "the letters themselves are found there"
    for path, content in files.items():
        assert [text for text in secret if text.encode() in content] == [], path
