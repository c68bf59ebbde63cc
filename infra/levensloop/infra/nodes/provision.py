"""The one place that declares streams and consumers. Run it again and nothing changes; it never deletes.

What can be changed on the server (a filter, a limit, another source) is brought in line; what cannot is refused with a clear error
before anything is touched.
"""

import dataclasses
import json
from collections.abc import Collection, Iterator
from enum import Enum
from typing import Any

from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

from levensloop.infra.nodes.declarations import (
    AT_BIRTH,
    consumer_config,
    fixed_differences,
    is_covered,
    stream_config,
)
from levensloop.infra.nodes.errors import NodesError, NodeUnreachable, StreamDiffers
from levensloop.infra.nodes.streams import Consumer, Stream, consumers, streams
from levensloop.infra.nodes.topology import Node, Topology

_NOT_FOUND = {10059, 10014}


class Part(Enum):
    """What others take from a node must stand before they ask for it: a source that asks too early asks again after 5 seconds."""

    OWN = "its own streams, and the consumers that others use"
    RECEIVING = "the streams that take from other nodes"


@dataclasses.dataclass(frozen=True, slots=True)
class Provisioned:
    """What one run did: names of streams and `stream/consumer` made, brought in line, and left as they were."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]


async def provision_node(
    topology: Topology, node: Node, nc: Client, parts: Collection[Part] = tuple(Part)
) -> Provisioned:
    """Declare everything a node needs, or a part of it. `nc` is connected to that node's own server as its organisation.

    Raises StreamDiffers before changing anything when something existing differs in what cannot be changed, NodeUnreachable when the
    server does not answer.
    """
    wanted = [one for part in parts for one in _wanted(topology, node, part)]
    existing = {name: await _existing(nc, what) for name, what, _ in wanted}
    problems = [
        f"  - {name}.{field}: is {is_now}, moet {must} zijn"
        for name, _, config in wanted
        for field, is_now, must in fixed_differences(config, existing[name])
    ]
    if problems:
        raise StreamDiffers(
            f"Op {node.name} staat iets dat afwijkt en niet te veranderen is; er is niets gewijzigd:\n"
            + "\n".join(problems)
            + "\n  Hoort deze datamap bij deze topologie? Zo ja, breng de gegevens eerst over naar een nieuwe stream."
        )
    done: dict[str, list[str]] = {"made": [], "changed": [], "kept": []}
    for name, what, config in wanted:
        now = existing[name]
        if now is not None:
            config = {field: value for field, value in config.items() if field not in AT_BIRTH}
        if now is not None and is_covered(config, now):
            done["kept"].append(name)
            continue
        await _declare(nc, what, config if now is None else {**now, **config}, new=now is None)
        done["made" if now is None else "changed"].append(name)
    return Provisioned(tuple(done["made"]), tuple(done["changed"]), tuple(done["kept"]))


async def unprovisioned(topology: Topology, node: Node, nc: Client) -> list[tuple[str, str]]:
    """What is not there, or not as the topology has it: name of the stream or `stream/consumer`, and what, in Dutch. Changes nothing."""
    found = []
    for name, what, config in [one for part in Part for one in _wanted(topology, node, part)]:
        now = await _existing(nc, what)
        if now is None:
            found.append((name, "is er niet"))
        elif not is_covered({field: value for field, value in config.items() if field not in AT_BIRTH}, now):
            found.append((name, "is anders ingericht dan de topologie zegt"))
    return found


def _wanted(topology: Topology, node: Node, part: Part) -> Iterator[tuple[str, Stream | Consumer, dict[str, Any]]]:
    for stream in streams(topology, node.name):
        if bool(stream.sources) == (part is Part.RECEIVING):
            yield stream.name, stream, stream_config(stream, node.replicas)
    if part is Part.OWN:
        for consumer in consumers(topology, node.name):
            yield f"{consumer.stream}/{consumer.name}", consumer, consumer_config(consumer, node.replicas)


async def _existing(nc: Client, what: Stream | Consumer) -> dict[str, Any] | None:
    if isinstance(what, Stream):
        reply = await _ask(nc, f"STREAM.INFO.{what.name}", {})
    else:
        reply = await _ask(nc, f"CONSUMER.INFO.{what.stream}.{what.name}", {})
    if reply.get("error", {}).get("err_code") in _NOT_FOUND:
        return None
    config: dict[str, Any] = _checked(reply)["config"]
    return config


async def _declare(nc: Client, what: Stream | Consumer, config: dict[str, Any], *, new: bool) -> None:
    if isinstance(what, Stream):
        _checked(await _ask(nc, f"STREAM.{'CREATE' if new else 'UPDATE'}.{what.name}", config))
        return
    request = {"stream_name": what.stream, "config": config, "action": "create" if new else "update"}
    _checked(await _ask(nc, f"CONSUMER.CREATE.{what.stream}.{what.name}", request))


async def _ask(nc: Client, subject: str, request: dict[str, Any]) -> dict[str, Any]:
    try:
        reply = await nc.request(f"$JS.API.{subject}", json.dumps(request).encode(), timeout=10)
    except (NoRespondersError, NatsTimeout) as error:
        raise NodeUnreachable(
            "JetStream van dit knooppunt antwoordt niet; draait de server, en heeft hij een datamap?"
        ) from error
    answer: dict[str, Any] = json.loads(reply.data)
    return answer


def _checked(reply: dict[str, Any]) -> dict[str, Any]:
    error = reply.get("error")
    if error:
        raise NodesError(f"De server weigert: {error.get('description')} (code {error.get('err_code')})")
    return reply
