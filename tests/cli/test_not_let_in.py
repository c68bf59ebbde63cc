"""Who was not let in hears that, and not that nobody would be there."""

import ssl

import pytest
from nats.errors import Error as NatsError
from nats.errors import NoServersError

from levensloop.cli.reach import advice
from levensloop.infra.nodes.credentials import Credentials

USER, OWN = Credentials("SU", user="u-0123456789abcdef0123"), Credentials("SU")


@pytest.mark.parametrize(
    ("error", "shown", "said"),
    [
        (NatsError("nats: 'Authorization Violation'"), USER, "verlopen of ingetrokken"),
        (NatsError("nats: 'User Authentication Expired'"), USER, "Vraag uw organisatie"),
        (NatsError("nats: 'Authorization Violation'"), OWN, "kent deze sleutel niet"),
        (ssl.SSLError(1, "certificate verify failed"), USER, "authorities.crt"),
        (NoServersError(), USER, "Draait de server daar?"),
        (ConnectionRefusedError(111, "refused"), OWN, "Draait de server daar?"),
    ],
)
def test_what_to_look_at(error: Exception, shown: Credentials, said: str) -> None:
    assert said in advice(error, "om-haaglanden", shown)
