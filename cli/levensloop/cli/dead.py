"""`levensloop dead`: what a service could not handle, and handling it after all."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from levensloop.audit.policies import SERVICE as AUDIT
from levensloop.cli.maintained import REPLAYED, account_for, case_in
from levensloop.cli.options import KeysDirectory, Maintainer, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person
from levensloop.cli.reach import own_node
from levensloop.infra.messaging.dead_letters import DeadLetter
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.zvh.services import APPS

app = typer.Typer(help="Berichten die een dienst niet kon verwerken.", no_args_is_help=True)


@app.command("list")
def list_letters(topology: TopologyFile, node: NodeName, keys: KeysDirectory = None) -> None:
    """Toon wat opzij is gelegd: waarom, en waar het vandaan kwam."""

    async def run() -> list[DeadLetter]:
        async with own_node(load_topology(topology), node, keys_of(topology, keys)) as here:
            return await here.dead.of()

    letters = asyncio.run(run())
    if not letters:
        Console().print("Er is niets opzij gelegd.")
        return
    table = Table("Nr", "Dienst", "Verwerking", "Reden", "Uit", "Plaats")
    for letter in letters:
        where = (letter.stream, str(letter.origin.seq))
        table.add_row(str(letter.position), letter.service, letter.policy, letter.reason, *where)
    Console().print(table)


@app.command()
def replay(
    topology: TopologyFile,
    node: NodeName,
    number: Annotated[int, typer.Argument(metavar="NR", help="het nummer uit `levensloop dead list`")],
    functionary: Maintainer,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Verwerk een opzij gelegd bericht alsnog, precies één keer. Het staat eerst in de verantwoording."""

    async def run() -> int:
        async with own_node(load_topology(topology), node, keys_of(topology, keys)) as here:
            letter = await _waiting(here, number)
            if letter.service != AUDIT:
                return await replayed(here, number, functionary, person)
        async with own_node(load_topology(topology), node, keys_of(topology, keys), log=True) as here:
            return await replayed(here, number, functionary, person)

    followed = asyncio.run(run())
    Console().print(f"Verwerkt; er {'volgde 1 bericht' if followed == 1 else f'volgden {followed} berichten'} uit.")


async def replayed(here: Node, number: int, functionary: str, person: str | None = None) -> int:
    """How many messages followed. Raises `NodesError`, and `EventStoreError` when the record of it cannot be written."""
    letter = await _waiting(here, number)
    policy = _policy(here, letter)
    await account_for(here, REPLAYED, functionary, await case_in(here, letter.origin.subject), person=person)
    return await here.dead.replay(letter, policy)


async def _waiting(here: Node, number: int) -> DeadLetter:
    letter = next((letter for letter in await here.dead.of() if letter.position == number), None)
    if letter is None:
        raise NodesError(f"Er is geen opzij gelegd bericht met nummer {number}.")
    return letter


def _policy(node: Node, letter: DeadLetter) -> Policy:
    """The policy that could not handle it, wired as the service wires it."""
    policies = APPS[letter.service](node).policies if letter.service in APPS else ()
    for policy in policies:
        if policy.name == letter.policy:
            return policy
    raise NodesError(f"De verwerking {letter.policy} van {letter.service} bestaat hier niet (meer).")
