"""Whatever an organisation sends as a command or a question, it gets a refusal, the service stays well, and nothing is recorded."""

import json

import pytest
from nats.aio.client import Client
from nodes.hostile.arsenal import MALFORMED
from nodes.hostile.conftest import Siege, last_event

from levensloop.contracts import subjects
from levensloop.contracts.registry import SERVICE_OF_COMMAND
from levensloop.infra.nodes.credentials import OwnClient
from levensloop.zvh.services import APPS

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH, ORG = "zvh-haaglanden", "om-haaglanden"
LONGEST = 500_000
"""Bytes that fit a message once they are sealed and signed."""


@pytest.mark.parametrize("payload", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("sealed", [False, True], ids=["in clear", "sealed and signed"])
async def test_it_is_refused(siege: Siege, payload: bytes, sealed: bool) -> None:
    """In clear it is not looked into (INV-9); an insider with its organisation's keys is."""
    at = siege.world.zvhs[ZVH]
    before = await last_event(siege)
    nc = siege.world.clients[ORG]
    commands = {service: name for name, service in SERVICE_OF_COMMAND.items()}
    wanted = [subjects.command(ZVH, ORG, service, name) for service, name in commands.items()]
    wanted += [subjects.ask(ZVH, ORG, service.app.name, view) for service in at.services for view in service.app.asks]
    replies = [await _asked(nc, subject, payload, sealed) for subject in wanted]
    assert [s for s, r in zip(wanted, replies, strict=True) if not _refused(r, sealed)] == []
    assert await last_event(siege) == before
    for service in APPS:
        health = json.loads((await siege.world.clients[ZVH].request(subjects.health(ZVH, service), timeout=60)).data)
        assert health


async def _asked(nc: Client, subject: str, payload: bytes, sealed: bool) -> bytes:
    if not sealed:
        return bytes((await nc.request(subject, payload, timeout=60)).data)
    assert isinstance(nc, OwnClient)
    assert nc.correspondent is not None
    request, answering = nc.correspondent.close(payload[:LONGEST], ZVH, subject)
    return answering.open(bytes((await nc.request(subject, request, timeout=60)).data))


def _refused(answer: bytes, sealed: bool) -> bool:
    refusal = json.loads(answer).get("refusal")
    return bool(refusal) and "fout in de software" not in refusal["message"] and (refusal["rule"] == "INV-9") != sealed
