"""`levensloop keys rotate-case`: new keys for what is recorded, sent and accounted for of a case from now on."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from levensloop.cli.maintained import CASE_KEYS_ROTATED, account_for
from levensloop.cli.options import KeysDirectory, Maintainer, NodeName, TopologyFile, keys_of
from levensloop.cli.person import Person
from levensloop.cli.reach import own_node
from levensloop.infra.messaging.consulting import known_case
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.infra.secrecy.keys import Scope, Use


def rotate_case(
    file: TopologyFile,
    node: NodeName,
    case: Annotated[UUID, typer.Option("--case", help="de casus")],
    functionary: Maintainer,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", help="alleen van wat deze organisatie aanlevert of krijgt; standaard alles"),
    ] = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Geef een casus nieuwe sleutels voor wat er vanaf nu bij komt, als de oude uitgelekt kunnen zijn. Wat er is blijft leesbaar."""

    async def run() -> int:
        async with own_node(load_topology(file), node, keys_of(file, keys)) as here:
            return await rotated(here, case, functionary, organisation, person)

    say = Console(soft_wrap=True).print
    if not (done := asyncio.run(run())):
        say(f"0: in casus {case} zijn geen sleutels meer in gebruik; alles is vernietigd.", highlight=False)
        return
    say(
        f"{done} sleutels van casus {case} zijn vervangen. Een dienst die de oude nog bij de hand heeft, gebruikt die hoogstens vijf "
        "minuten; herstart het knooppunt als dat te lang is.",
        highlight=False,
    )
    say(
        "Wat onder de oude sleutels staat blijft zoals het is: leesbaar voor u, en voor wie zo'n sleutel en een kopie van de opslag heeft.",
        highlight=False,
    )


async def rotated(
    here: Node, case: UUID, functionary: str, organisation: str | None = None, person: str | None = None
) -> int:
    """How many keys another took the place of: of what `organisation` supplies or gets, None for all; of who acted too, which is the
    ZVH's own. In the accountability log first.

    Raises `NodesError` for a case or an organisation that has none here, `EventStoreError` when it cannot be accounted for.
    """
    store = here.vault.keys
    if await known_case(case, here.log.store) is None:
        raise NodesError(f"Er is bij {here.me} geen casus {case}.")
    scopes = [*await store.scopes(case), Scope(Use.ACCOUNT, case, here.me)]
    if organisation is not None:
        scopes = [scope for scope in scopes if scope.organisation.partition("_")[0] == organisation]
        if not scopes:
            raise NodesError(f"In casus {case} is van {organisation} niets aangeleverd en aan haar niets verstrekt.")
    codes = () if organisation is None else (organisation,)
    await account_for(here, CASE_KEYS_ROTATED, functionary, case, codes, person)
    return sum([await store.rotate(scope) for scope in scopes])
