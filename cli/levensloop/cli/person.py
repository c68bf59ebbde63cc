"""Which person of an organisation is at the prompt: by the pseudonym that is given, else by the number of the user that it made."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from levensloop.contracts.pseudonym import IN_DUTCH, Pseudonym
from levensloop.infra.nodes.credentials import is_user
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.users.user_file import read_user, user_file

_PSEUDONYM = TypeAdapter(Pseudonym)


def _checked(person: str | None) -> str | None:
    if not person:
        return None
    try:
        return str(_PSEUDONYM.validate_python(person))
    except ValidationError:
        raise NodesError(f"--person of LEVENSLOOP_PERSOON: {IN_DUTCH}.") from None


Person = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="NUMMER",
        envvar="LEVENSLOOP_PERSOON",
        callback=_checked,
        help="wie van uw organisatie u bent: uw personeelsnummer als pseudoniem, dat alleen zij herleidt; staat versleuteld in de "
        "verantwoording. Zonder: wie als gebruiker werkt heet zoals in de machtiging staat; een ander nummer wordt dan geweigerd",
    ),
]


def person_of(person: str | None, organisation: str, keys: Path) -> str | None:
    """As given; else, of who works as a user of this organisation, whom its grant names: by default the number that `levensloop users list`
    resolves.

    Raises `UsersProblem`."""
    if person is None and is_user(keys, organisation):
        return _checked(read_user(user_file(keys, organisation)).person)
    return person
