"""What retention does by itself. Each of these may be killed and run again at any moment; it ends the same."""

from levensloop.contracts import destruction, subjects
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Handle, Policy
from levensloop.retention.destroying import Destroying
from levensloop.retention.elsewhere import Elsewhere
from levensloop.retention.expiring import Expiring
from levensloop.retention.finishing import Finishing
from levensloop.retention.late import Late


def retention_policies(node: Node) -> tuple[Policy, ...]:
    """`partners-told` and `zvhs-told` start the destruction here; `finishing` ends it; the others are between ZVHs."""
    me, log = node.me, node.log.store
    out, move, arrivals = (
        node.store(subjects.out_stream(me)),
        node.store(subjects.move_stream(me)),
        node.store(subjects.arrivals_stream(me)),
    )
    destroying, finishing, elsewhere, late = Destroying(node), Finishing(node), Elsewhere(node), Late(node)
    orders = (subjects.arrived("*", destruction.destroyed_elsewhere(me, "*")),)
    cases = (subjects.arrivals_at(me), subjects.identities_at(me))
    own = (destruction.of_retention("*"),)

    def to_log(name: str, source: EventStore, patterns: tuple[str, ...], handle: Handle) -> Policy:
        return Policy("retention", name, source, patterns, log, subjects.position("log", f"retention-{name}"), handle)

    def to_move(name: str, source: EventStore, patterns: tuple[str, ...], handle: Handle) -> Policy:
        return Policy("retention", name, source, patterns, move, subjects.position("move", f"retention-{name}"), handle)

    return (
        to_log("partners-told", out, (destruction.destroyed(me, "*"),), destroying.handle),
        to_log("zvhs-told", move, (destruction.destroyed_elsewhere(me, "*"),), destroying.handle),
        to_log("finishing", log, own, finishing.handle),
        to_log("expiring", log, own, Expiring(node).handle),
        to_log("told", arrivals, orders, elsewhere.told),
        to_log("late", arrivals, cases, late.handle),
        to_move("nothing-here", arrivals, orders, elsewhere.nothing_here),
        to_move("gone", log, own, elsewhere.gone),
    )
