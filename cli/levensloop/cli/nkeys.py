"""`levensloop keys replace-nkey`: another key to connect with, for an organisation or for one of the users of its own node."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from levensloop.cli.options import KeysDirectory, TopologyFile, keys_of
from levensloop.cli.reach import known
from levensloop.infra.nodes.credentials import is_user
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.keys_in_file import Nkey, replace_nkey
from levensloop.infra.nodes.topology_file import load_topology


class Of(StrEnum):
    """Whose key it is, by the name that a user types."""

    SERVICES = "services"
    AUDIT = "audit"
    PROVISIONING = "provisioning"


_FIELDS: dict[Of, Nkey] = {
    Of.SERVICES: "public_key",
    Of.AUDIT: "audit_key",
    Of.PROVISIONING: "provisioning_key",
}
_CLIENT = "Zodra de hub dit bestand heeft (`levensloop topology apply`) is de oude sleutel er meteen uit; wie ermee verbonden was ook."
_NODE = (
    f"{_CLIENT} Herstart dan dit knooppunt; anderen gaan door. Tot de herstart is het niet met de hub verbonden, en geldt de oude "
    "sleutel nog op het knooppunt zelf."
)
_AUDIT = (
    "Herstart nu dit knooppunt; tot dan geldt de oude sleutel er nog. De hub en anderen hebben er niets mee te maken."
)
_PROVISIONING = "Het knooppunt neemt hem over zodra het dit bestand leest, zonder herstart; dan is de oude eruit."


def replace_key(
    file: TopologyFile,
    organisation: Annotated[str, typer.Option("--organisation", help="de organisatie wier sleutel wordt vervangen")],
    of: Annotated[
        Of,
        typer.Option(
            "--of",
            metavar="WIE",
            help="services: de organisatie zelf en haar diensten; van een ZVH ook audit (verantwoording) of provisioning (inrichting)",
        ),
    ] = Of.SERVICES,
    keys: KeysDirectory = None,
) -> None:
    """Vervang een sleutel waarmee een organisatie verbindt (nkey): als hij weg of gestolen is, of wie hem had vertrekt."""
    topology, directory = load_topology(file), keys_of(file, keys)
    has_node = topology.node(known(topology, organisation).id) is not None
    if is_user(directory, organisation):
        raise NodesError(
            f"In {directory} staat een gebruiker van {organisation}. Die vervangt de organisatie met `levensloop users add` en `levensloop "
            "users revoke`."
        )
    public = replace_nkey(file, directory, organisation, _FIELDS[of])
    say = Console(soft_wrap=True).print
    say(f"{organisation}  {_FIELDS[of]}: {public}", highlight=False)
    say(f"Dat staat in {file}, en de geheime helft in {directory}. De oude is niet bewaard.", highlight=False)
    says = {Of.SERVICES: _NODE if has_node else _CLIENT, Of.AUDIT: _AUDIT, Of.PROVISIONING: _PROVISIONING}
    say(says[of], highlight=False)
