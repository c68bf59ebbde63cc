"""`monitor` on a node: wiring, nothing else. Alone: `python -m levensloop.monitor.app --help`."""

from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.commands import CommandHandler
from levensloop.infra.messaging.node import Node
from levensloop.monitor.policies import monitor_policies
from levensloop.monitor.service import monitor
from levensloop.monitor.views import asks


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node. It has no views of one case: what it knows is about all of them."""
    commands = CommandHandler(monitor, node.log, node.me, node.organisations, node.clock, node.accountant)
    return ServiceApp("monitor", node, commands, policies=monitor_policies(node), asks=asks(node))


if __name__ == "__main__":
    serve_alone(app)
