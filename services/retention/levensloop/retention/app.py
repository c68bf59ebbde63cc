"""`retention` on a node: wiring, nothing else. Alone: `python -m levensloop.retention.app --help`."""

from dataclasses import replace

from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node
from levensloop.retention.policies import retention_policies
from levensloop.retention.proofs import asks
from levensloop.retention.service import retention
from levensloop.retention.signing_anew import SigningAnew


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node."""
    wired = wire(node, retention, *retention_policies(node))
    return replace(wired, asks={**wired.asks, **asks(node)}, workers=(SigningAnew(node).run,))


if __name__ == "__main__":
    serve_alone(app)
