"""`audit` on a node: wiring, nothing else. Alone: `python -m levensloop.audit.app --help`."""

from levensloop.audit.grower import Grower
from levensloop.audit.policies import SERVICE, audit_policies
from levensloop.audit.questions import questions
from levensloop.audit.reading import tiles_of
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node: it accounts for what others do, and keeps the tree. Takes no commands.

    Raises `NodesError` without a directory for its files, `OrganisationKeyProblem` without the key of the log.
    """
    directory = tiles_of(node.data)
    if directory is None:
        raise NodesError("De verantwoording heeft een datamap nodig voor de bestanden van het logboek; geef --data.")
    grower = Grower(node, directory)
    return ServiceApp(SERVICE, node, policies=audit_policies(node), asks=questions(node, grower), workers=(grower.run,))


if __name__ == "__main__":
    serve_alone(app)
