"""`signals` on a node: wiring, nothing else. Alone: `python -m levensloop.signals.app --help`."""

from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node
from levensloop.signals.service import signals


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node."""
    return wire(node, signals)


if __name__ == "__main__":
    serve_alone(app)
