"""What handover does by itself: send a case that moves, and take in what arrives of one."""

from levensloop.contracts import subjects
from levensloop.handover.arrivals import Arrivals
from levensloop.handover.feed import Feed
from levensloop.handover.sealed import Seal
from levensloop.handover.travelling import TravellingKeys
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy


def handover_policies(node: Node) -> tuple[Policy, ...]:
    """`feed`: from the log to the other ZVH. `arrivals`: from the other ZVH to the log, in the order in
    which it was sent: what a case stream needs of the identity before it, came before it."""
    log, keys, seal = node.log, TravellingKeys(node), Seal(node.me, node.own, node.directory)
    sent = node.store(subjects.move_stream(node.me))
    arrived = node.store(subjects.arrivals_stream(node.me))
    return (
        Policy(
            "handover",
            "feed",
            log.store,
            (subjects.ALL_EVENTS,),
            sent,
            subjects.position("move", "handover-feed"),
            Feed(seal, log, sent, keys, node.clock).handle,
        ),
        Policy(
            "handover",
            "arrivals",
            arrived,
            (subjects.arrivals_at(node.me), subjects.identities_at(node.me)),
            log.store,
            subjects.position("log", "handover-arrivals"),
            Arrivals(seal, log, arrived, node.clock, keys).handle,
        ),
    )
