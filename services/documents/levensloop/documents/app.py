"""`documents` on a node: wiring, nothing else. Alone: `python -m levensloop.documents.app --help`."""

from levensloop.documents.questions import questions
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.node import Node


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node: it takes no commands and follows nothing, it answers."""
    return ServiceApp("documents", node, asks=questions(node))


if __name__ == "__main__":
    serve_alone(app)
