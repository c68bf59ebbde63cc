"""`disclosure` on a node: wiring, nothing else. Alone: `python -m levensloop.disclosure.app --help`."""

from dataclasses import replace

from levensloop.disclosure.giving import keys_asked
from levensloop.disclosure.policies import disclosure_policies
from levensloop.disclosure.pulling import pull_asked
from levensloop.disclosure.service import disclosure
from levensloop.disclosure.views import inbox
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp, wire
from levensloop.infra.messaging.node import Node


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node: what suppliers say is its commands, what goes to whom its policy."""
    wired = wire(node, disclosure, *disclosure_policies(node))
    return replace(wired, asks={**wired.asks, "inbox": inbox(node), "keys": keys_asked(node), "pull": pull_asked(node)})


if __name__ == "__main__":
    serve_alone(app)
