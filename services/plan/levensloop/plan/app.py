"""`plan` on a node: wiring, nothing else. Alone: `python -m levensloop.plan.app --help`."""

from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node
from levensloop.plan.service import plan


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node."""
    return wire(node, plan)


if __name__ == "__main__":
    serve_alone(app)
