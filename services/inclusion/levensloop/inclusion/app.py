"""`inclusion` on a node: wiring, nothing else. Alone: `python -m levensloop.inclusion.app --help`."""

from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node."""
    return wire(node, inclusion)


if __name__ == "__main__":
    serve_alone(app)
