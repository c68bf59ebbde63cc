"""`audit` on a node: wiring, nothing else. Alone: `python -m levensloop.audit.app --help`."""

from levensloop.audit.log.checkpoints_asked import checkpoints_asked
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import tiles_of
from levensloop.audit.policies import SERVICE, audit_policies
from levensloop.infra.messaging.alone import serve_alone
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.credentials import audit_credentials
from levensloop.infra.nodes.errors import NodesError


def app(node: Node) -> ServiceApp:
    """The service, ready to run on this node: it accounts for what others do, and keeps the tree. Takes no commands.

    For a node without a directory for files it can be looked at (its policies, for dead letters and the like) and not be run.
    Raises `NodesError` when the topology names no key of the log.
    """
    policies, directory = audit_policies(node), tiles_of(node.data)
    if directory is None:
        return ServiceApp(SERVICE, node, policies=policies, workers=(_without_files,))
    grower = Grower(node, directory)
    return ServiceApp(SERVICE, node, policies=policies, asks=checkpoints_asked(node, grower), workers=(grower.run,))


async def _without_files() -> None:
    raise NodesError("De verantwoording heeft een datamap nodig voor de bestanden van het logboek; geef --data.")


if __name__ == "__main__":
    serve_alone(app, audit_credentials)
