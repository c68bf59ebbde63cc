"""Who may reach what in another account: the whole table, from which the hub's configuration follows.

Nothing crosses between accounts but these lines. A line is exported to one organisation and imported by that one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from levensloop.contracts import subjects
from levensloop.contracts.roles import Role
from levensloop.infra.nodes.streams import Consumer, consumers
from levensloop.infra.nodes.topology import Topology


class Kind(StrEnum):
    """`service`: the receiver sends requests to the owner. `stream`: the receiver gets what the owner publishes."""

    SERVICE = "service"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Right:
    """`receiver` may use `subject` of `owner`. `many`: one request may be answered by several messages. `why`: for the reader."""

    owner: str
    receiver: str
    kind: Kind
    subject: str
    why: str
    many: bool = False


def rights(topology: Topology) -> list[Right]:
    """Every right in the network, in the order of the topology."""
    return [right for zvh in topology.zvhs() for right in _of_zvh(topology, zvh.id)]


def link(org: str) -> Right:
    """From an organisation's node to its own account at the hub, so that either side can see that the other is reached."""
    return Right(org, org, Kind.SERVICE, f"link.{org}", "zien dat de hub bereikt wordt")


def _of_zvh(topology: Topology, zvh: str) -> Iterator[Right]:
    for partner in topology.partners(zvh):
        if partner.role is not Role.ZVH:
            yield Right(
                zvh,
                partner.id,
                Kind.SERVICE,
                subjects.command(zvh, partner.id, "*", "*"),
                "opdrachten, alleen namens zichzelf",
            )
            yield Right(
                zvh, partner.id, Kind.SERVICE, subjects.ask(zvh, partner.id, "*", "*"), "vragen, alleen namens zichzelf"
            )
    for consumer in consumers(topology, zvh):
        yield from _by_push(zvh, consumer, consumer.deliver) if consumer.deliver else _by_pull(zvh, consumer)


def _by_pull(owner: str, consumer: Consumer) -> Iterator[Right]:
    stream, org = consumer.stream, consumer.name
    fetch = f"$JS.{owner}.API.CONSUMER.MSG.NEXT.{stream}.{org}"
    yield Right(owner, org, Kind.SERVICE, fetch, "ophalen wat voor haar klaarstaat", many=True)
    yield Right(owner, org, Kind.SERVICE, f"$JS.ACK.{stream}.{org}.>", "ontvangst bevestigen")


def _by_push(owner: str, consumer: Consumer, deliver: str) -> Iterator[Right]:
    stream, org = consumer.stream, consumer.name
    reset = f"$JS.{owner}.API.CONSUMER.RESET.{stream}.{org}"
    yield Right(owner, org, Kind.STREAM, deliver, "wat voor haar is, naar haar eigen knooppunt")
    yield Right(owner, org, Kind.SERVICE, reset, "na een onderbreking verder waar zij was")
    yield Right(owner, org, Kind.SERVICE, f"$JS.FC.{stream}.{org}.>", "zeggen tot waar zij heeft opgeslagen")
