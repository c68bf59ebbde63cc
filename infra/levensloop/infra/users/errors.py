"""What can go wrong with users of an organisation."""

from levensloop.infra.nodes.errors import NodesError


class UsersProblem(NodesError):
    """A user cannot be made, renewed, revoked or used; the Dutch text says what to do."""


class NotAdmitted(Exception):
    """Who connects is refused. `str()` is one of a few fixed words for logs: nothing of what was shown stands in it."""
