"""One organisation that turned: with its own key and certificate it says and asks for everything, at the hub."""

import asyncio
from dataclasses import dataclass, field

from nats.aio.msg import Msg
from nodes.hostile.arsenal import FORGED, WILD, calls, its_own, outside, spoken
from nodes.trying import as_org, listens

from levensloop.infra.nodes.network import Network

ZVH, OTHER_ZVH, VICTIM = "zvh-haaglanden", "zvh-rotterdam", "politie-haaglanden"


@dataclass
class Insider:
    """What it tried that is not its own, and what came of it."""

    org: str
    said: list[str]
    listened: list[str]
    heard: list[Msg] = field(default_factory=list)
    answers: list[Msg] = field(default_factory=list)


async def tries_everything(network: Network, org: str) -> Insider:
    """Publish to every subject with an inbox to answer to, and subscribe to each and to every wildcard; listen all the while."""
    victim = VICTIM if org != VICTIM else "crisisdienst-haaglanden"
    zvh = ZVH if org != ZVH else OTHER_ZVH
    own = its_own(network.topology, org)
    said = [s for s in outside(own, (*calls(zvh, victim), *spoken(zvh, victim))) if not _for_its_node(s, network, org)]
    insider = Insider(org, said, outside(["_INBOX.>"], (*WILD, *spoken(zvh, victim))))
    async with as_org(network, org, at_hub=True) as nc:
        await listens(nc, "_INBOX.stolen.>", insider.answers)
        await listens(nc, "_INBOX.>", insider.heard)
        for subject in insider.listened:
            await listens(nc, subject, insider.heard)
        for number, subject in enumerate(insider.said):
            await nc.publish(subject, FORGED, reply=f"_INBOX.stolen.{number}")
            if number % 50 == 0:
                await nc.flush(60)
                await asyncio.sleep(0)  # the case is played in the same loop
        await nc.flush(60)
    return insider


def _for_its_node(subject: str, network: Network, org: str) -> bool:
    """A key with a node may answer on `_R_.>`, which means something in its own account only."""
    return subject.startswith("_R_.") and network.topology.node(org) is not None
