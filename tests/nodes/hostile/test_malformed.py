"""Whatever an organisation sends as a command or a question, it gets a refusal, the service stays well, and nothing is recorded."""

import json

import pytest
from nodes.hostile.arsenal import MALFORMED
from nodes.hostile.conftest import Siege

from levensloop.cli.services import APPS
from levensloop.contracts import subjects
from levensloop.contracts.registry import SERVICE_OF_COMMAND

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZVH, ORG = "zvh-haaglanden", "om-haaglanden"


@pytest.mark.parametrize("payload", MALFORMED.values(), ids=MALFORMED)
async def test_it_is_refused(siege: Siege, payload: bytes) -> None:
    at = siege.world.zvhs[ZVH]
    before = await at.node.log.store.last_seq()
    nc = siege.world.clients[ORG]
    commands = {service: name for name, service in SERVICE_OF_COMMAND.items()}
    wanted = [subjects.command(ZVH, ORG, service, name) for service, name in commands.items()]
    wanted += [subjects.ask(ZVH, ORG, service.app.name, view) for service in at.services for view in service.app.asks]
    replies = [await nc.request(subject, payload, timeout=60) for subject in wanted]
    assert [s for s, r in zip(wanted, replies, strict=True) if not _refused(r.data)] == []
    assert await at.node.log.store.last_seq() == before
    for service in APPS:
        health = json.loads((await siege.world.clients[ZVH].request(subjects.health(ZVH, service), timeout=60)).data)
        assert health


def _refused(answer: bytes) -> bool:
    refusal = json.loads(answer).get("refusal")
    return bool(refusal) and "fout in de software" not in refusal["message"]
