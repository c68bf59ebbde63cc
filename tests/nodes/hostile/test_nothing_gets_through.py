"""Insiders with real credentials try every subject and every call of JetStream while a case is played: nothing gets through,
each attempt stands in the hub's log, and the case comes to the same outcome."""

import json
import re
from typing import Any

import pytest
from nats.aio.client import Client
from nodes.hostile.arsenal import FORGED, its_own, outside
from nodes.hostile.conftest import HOSTILE, Siege
from nodes.hostile.insider import Insider

from levensloop.infra.nodes.guards import permissions
from levensloop.infra.nodes.rights import rights
from levensloop.infra.nodes.streams import streams

pytestmark = pytest.mark.asyncio(loop_scope="module")

_VIOLATION = re.compile(r'"(\S+)/nkey:\S+" - (Publish|Subscription) Violation - Subject "([^"]*)"')


async def test_the_case_comes_to_the_same_outcome(siege: Siege) -> None:
    assert [d for happening in siege.report.happenings for d in happening.deviations] == []
    assert siege.report.held


@pytest.mark.parametrize("org", HOSTILE)
async def test_nobody_answers_and_nothing_is_heard(siege: Siege, org: str) -> None:
    insider = _insider(siege, org)
    assert len(insider.said) > 400
    assert [m.subject for m in insider.answers if m.headers is None or "Status" not in m.headers] == []
    # On `_R_.>` are the answers to its own node, which has the same key: they cross to no other account.
    own = [*its_own(siege.world.network.topology, org), "_INBOX.stolen.>", "_R_.>", f"out.{org}.>"]
    assert outside(own, (m.subject for m in insider.heard)) == []


@pytest.mark.parametrize("org", HOSTILE)
async def test_each_attempt_stands_in_the_log_of_the_hub(siege: Siege, org: str) -> None:
    insider = _insider(siege, org)
    log = siege.world.network.hub.log.read_text(encoding="utf-8")
    seen = {(kind, subject) for who, kind, subject in _VIOLATION.findall(log) if who == org}
    assert [subject for subject in insider.said if ("Publish", subject) not in seen] == []
    own_node = siege.world.network.topology.node(org) is not None
    listened = [s for s in insider.listened if not (own_node and s.startswith("_R_."))]
    unseen = [subject for subject in listened if ("Subscription", subject) not in seen]
    assert all(_may_hear(siege, org, subject) for subject in unseen), unseen


async def test_no_stream_of_anyone_holds_what_was_forged(siege: Siege) -> None:
    network = siege.world.network
    for node in network.topology.nodes:
        nc = siege.world.clients[node.name]
        names = {s["config"]["name"] for s in await _listed(nc)}
        assert names == {s.name for s in streams(network.topology, node.name)}, "no stream came or went"
    for path in network.directory.rglob("*.blk"):
        assert FORGED not in path.read_bytes()


def _insider(siege: Siege, org: str) -> Insider:
    return next(insider for insider in siege.insiders if insider.org == org)


def _may_hear(siege: Siege, org: str, subject: str) -> bool:
    """Its own rights, which it may listen to in its own account: what its own node gives out or takes in."""
    topology = siege.world.network.topology
    granted = permissions(org, rights(topology), has_node=topology.node(org) is not None)["subscribe"]
    assert isinstance(granted, dict)
    return outside(granted["allow"], iter([subject])) == []


async def _listed(nc: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((await nc.request("$JS.API.STREAM.LIST", b"{}", timeout=20)).data)[
        "streams"
    ]
    return found
