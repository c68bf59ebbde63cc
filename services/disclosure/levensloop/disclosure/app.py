"""`disclosure` on a node: wiring, nothing else. Alone: `python -m levensloop.disclosure.app --help`."""

from levensloop.disclosure.policies import disclosure_policies
from levensloop.disclosure.views import inbox
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.node import Node


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node: it takes no commands, it follows the log."""
    return ServiceApp("disclosure", node, policies=disclosure_policies(node), asks={"inbox": inbox(node)})


if __name__ == "__main__":
    serve_alone(app)
