"""Why there is no connection, in Dutch for who is at the prompt: what the server and the library say themselves is English."""

from nats.errors import AuthorizationError, NoServersError
from nats.errors import TimeoutError as NoAnswer

from levensloop.contracts.os_errors import why
from levensloop.infra.quick_headers import said

_SAID = {
    "authorization violation": "de server laat deze sleutel niet toe",
    "user authentication expired": "de machtiging is afgelopen",
    "user authentication revoked": "de machtiging is ingetrokken",
    "account authentication expired": "de machtiging is afgelopen",
    "maximum connections exceeded": "de server heeft te veel verbindingen",
    "secure connection - tls required": "de server vraagt TLS",
    "empty response from server when expecting info message": "wat daar luistert is geen server van dit netwerk",
    "unexpected eof": "de server verbrak de verbinding",
    "stale connection": "de server antwoordt niet meer",
    "connection closed": "de verbinding is afgebroken",
}
"""What a server says, in small letters → Dutch."""


def why_not(error: Exception) -> str:
    """The end of a sentence; what is not known here, as it was said."""
    if isinstance(error, NoServersError):
        return "daar antwoordt geen server"
    if isinstance(error, NoAnswer):
        return "er komt geen antwoord"
    if isinstance(error, AuthorizationError):
        return _SAID["authorization violation"]
    if isinstance(error, OSError):
        return why(error)
    return _SAID.get(words := said(error).removeprefix("nats: ").strip("' "), words)
