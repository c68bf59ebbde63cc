"""`levensloop metrics`: the figures of a node for Prometheus, once or served to who scrapes them."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from rich.console import Console

from levensloop.cli.options import KeysDirectory, NodeName, TopologyFile, keys_of
from levensloop.cli.reach import own_node
from levensloop.contracts.os_errors import why
from levensloop.infra.messaging.alone import stop_asked
from levensloop.infra.messaging.gauges import MEANING, Gauge, gauges
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.services import APPS

PATIENCE = 30.0
"""Seconds that who scrapes waits for the figures. Default."""
_HIGHEST = 65535


def metrics(
    topology: TopologyFile,
    node: NodeName,
    listen: Annotated[
        str | None, typer.Option(help="bied ze hier aan, zoals 127.0.0.1:9464; zonder dit worden ze eenmaal getoond")
    ] = None,
    keys: KeysDirectory = None,
) -> None:
    """Toon hoe een knooppunt ervoor staat, in cijfers voor Prometheus: wat achterloopt, wat wacht, wat te laat is."""
    at = None if listen is None else _address(listen)
    asyncio.run(_run(load_topology(topology), node, at, keys_of(topology, keys)))


class Figures(Collector):
    """What Prometheus asks for, measured when it asks."""

    def __init__(self, measure: Callable[[], Iterable[Gauge]]) -> None:
        self._measure = measure

    def collect(self) -> Iterator[Metric]:
        families: dict[str, GaugeMetricFamily] = {}
        for gauge in self._measure():
            family = families.get(gauge.name)
            if family is None:
                family = GaugeMetricFamily(f"levensloop_{gauge.name}", MEANING[gauge.name], labels=list(gauge.labels))
                families[gauge.name] = family
            family.add_metric(list(gauge.labels.values()), gauge.value)
        yield from families.values()


async def _run(topology: Topology, name: str, at: tuple[int, str] | None, keys: Path) -> None:
    async with own_node(topology, name, keys, log=True) as node:
        if at is None:
            measured = await _gauges(node, topology)
            print(generate_latest(_registry(lambda: measured)).decode(), end="")
            return
        loop = asyncio.get_running_loop()

        def measure() -> list[Gauge]:
            return asyncio.run_coroutine_threadsafe(_gauges(node, topology), loop).result(PATIENCE)

        stop = stop_asked()
        listen = f"{at[1]}:{at[0]}"
        try:
            server, thread = start_http_server(*at, _registry(measure))
        except OSError as error:
            raise NodesError(f"--listen {listen}: {why(error)}.") from error
        Console(stderr=True).print(f"Cijfers van {name} op http://{listen}/metrics. Ctrl-C stopt.")
        try:
            await stop
        finally:
            await asyncio.to_thread(server.shutdown)
            thread.join()


async def _gauges(node: Node, topology: Topology) -> list[Gauge]:
    return await gauges(node, APPS, [partner.id for partner in topology.partners(node.me)])


def _registry(measure: Callable[[], Iterable[Gauge]]) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Figures(measure))
    return registry


def _address(listen: str) -> tuple[int, str]:
    """Port and host, as the library wants them."""
    host, _, port = listen.rpartition(":")
    if not host or not re.fullmatch("[0-9]{1,5}", port) or int(port) > _HIGHEST:
        raise NodesError(
            f"--listen: {listen!r} is geen adres met een poort tot en met 65535; schrijf bijvoorbeeld 127.0.0.1:9464."
        )
    return int(port), host
