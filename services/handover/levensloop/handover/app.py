"""`handover` on a node: wiring, nothing else. Alone: `python -m levensloop.handover.app --help`."""

from levensloop.handover.policies import handover_policies
from levensloop.handover.service import handover
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node."""
    return wire(node, handover, *handover_policies(node))


if __name__ == "__main__":
    serve_alone(app)
