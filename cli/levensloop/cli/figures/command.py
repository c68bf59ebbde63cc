"""`levensloop figures`: the half-yearly figures of a ZVH, or those of the nation, at who adds them up."""

import asyncio
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from levensloop.cli.asking import PATIENCE, granted
from levensloop.cli.figures import national as figures_national
from levensloop.cli.figures import page as figures_page
from levensloop.cli.options import Functionary, KeysDirectory, TopologyFile, keys_of
from levensloop.cli.person import Person, person_of
from levensloop.cli.reach import known, known_zvh, node_client
from levensloop.cli.received import received_by, whole
from levensloop.cli.screen import names_of
from levensloop.contracts.consulted import Asker
from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.contracts.monitoring import is_half_year
from levensloop.contracts.roles import Role
from levensloop.infra.messaging import client
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.monitor.national import latest


class Form(StrEnum):
    """In what form rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def half_year(text: str) -> str:
    """A half-year as a user gives it. Raises `typer.BadParameter`."""
    if not is_half_year(text):
        raise typer.BadParameter(f"{text!r} is geen halfjaar; schrijf bijvoorbeeld 2026H1.")
    return text


HalfYearOption = Annotated[str, typer.Option("--half-year", help="het halfjaar, zoals 2026H1")]
FormOption = Annotated[Form, typer.Option("--form", help="in welke vorm")]
FormerFormOption = Annotated[Form | None, typer.Option("--as", hidden=True)]
"""What `--form` was called before, which elsewhere is an organisation: who has it in a script goes on."""


def figures(
    topology: TopologyFile,
    node: Annotated[str, typer.Option("--node", help="het ZVH, of met --national de landelijke organisatie")],
    period: HalfYearOption,
    functionary: Functionary,
    national: Annotated[bool, typer.Option("--national", help="tel op wat alle ZVH's aanleverden")] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="ook kleine aantallen; alleen voor gebruik binnen het ZVH zelf")
    ] = False,
    form: FormOption = Form.TABLE,
    former_form: FormerFormOption = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Toon de cijfers van een halfjaar: zoals ze het ZVH verlaten, zonder kleine aantallen; of die van het hele land."""
    form = former_form or form
    chosen = half_year(period)
    found = load_topology(topology)
    if national:
        if exact:
            raise NodesError("Landelijk zijn er geen exacte aantallen: kleine aantallen verlaten een ZVH niet.")
        delivered = asyncio.run(_delivered(found, node, chosen, keys_of(topology, keys)))
        missing = [zvh.id for zvh in found.zvhs() if zvh.id not in delivered]
        figures_national.show(delivered, missing, chosen, names_of(found), form.value)
        return
    known_zvh(found, node)
    answer = asyncio.run(
        _asked(
            found,
            node,
            Asker(functionary=functionary, person=person_of(person, node, keys_of(topology, keys))),
            {"half_year": chosen, "exact": exact},
            keys_of(topology, keys),
        )
    )
    figures_page.show(node, answer, names_of(found), form.value)


async def _asked(topology: Topology, zvh: str, by: Asker, question: Mapping[str, Any], keys: Path) -> dict[str, Any]:
    async with node_client(topology, zvh, keys) as nc:
        return granted(await client.ask(nc, zvh, zvh, "monitor", "figures", dict(question), PATIENCE, by))


async def _delivered(topology: Topology, organisation: str, half_year: str, keys: Path) -> dict[str, FiguresDelivered]:
    must_be_clla(topology, organisation)
    received = await received_by(topology, organisation, keys)
    return latest(whole(received, FiguresDelivered), half_year)


def must_be_clla(topology: Topology, organisation: str) -> None:
    """Who adds up; else a `NodesError`."""
    if known(topology, organisation).role is not Role.CLLA:
        raise NodesError(f"{organisation} krijgt geen cijfers van ZVH's; dat doet de organisatie met de rol clla.")
