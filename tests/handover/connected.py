"""That every ZVH receives from every other, before a test begins to wait for what they send."""

import json
from typing import Any

from nats.aio.client import Client
from nodes.trying import as_org

from levensloop.contracts import subjects
from levensloop.infra.nodes.network import Network
from support.waiting import eventually


async def all_connected(network: Network) -> None:
    """Each has heard the others: from then on nothing that a test sends waits for a source that asks again."""
    for zvh in network.topology.zvhs():
        async with as_org(network, zvh.id) as nc:
            stream = subjects.arrivals_stream(zvh.id)

            async def connected(nc: Client = nc, stream: str = stream) -> bool:
                return all(source["active"] >= 0 for source in (await raw(nc, f"STREAM.INFO.{stream}"))["sources"])

            await eventually(connected, f"{zvh.id} receives from all others")


async def raw(nc: Client, verb: str, body: object = None) -> dict[str, Any]:
    """The answer of JetStream itself."""
    answer: dict[str, Any] = json.loads((await nc.request(f"$JS.API.{verb}", json.dumps(body or {}).encode())).data)
    return answer
