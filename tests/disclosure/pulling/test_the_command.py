"""`levensloop partner tail` and `pull`, as a person types them: what can be read, what stays closed and why, what there is to ask for."""

import asyncio
import json
import re
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from disclosure.disclosing import disclosed, logged
from typer.testing import CliRunner, Result

from levensloop.cli.application import application
from levensloop.cli.asking import Refused
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.processes import written
from support.samples.disclosure import consented_case
from support.samples.inclusion import partner_left
from support.samples.plan import SAMPLE_PLAN, planned_case
from support.samples.world import ROTTERDAM, WOONPARTNER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def typed(network: Network, home: Path, *words: str) -> Result:
    """In a thread of its own: the services answer in this one."""
    topology = written(network, home / "topology.yaml")
    content = yaml.safe_load(topology.read_text())
    content["nodes"].append(
        {"name": ROTTERDAM, "listen": {"host": "127.0.0.1", "port": 1}}
    )  # it is away, and not asked
    topology.write_text(yaml.safe_dump(content))
    where = ("--topology", str(topology), "--keys", str(network.keys), "--as", WOONPARTNER)
    return await asyncio.to_thread(CliRunner().invoke, application(), ["partner", words[0], *where, *words[1:]])


async def test_tail_tells_what_there_is_to_ask_for_and_pull_gives_it(
    network: Network, node: Node, tmp_path: Path
) -> None:
    case = await logged(node, *consented_case())
    await disclosed(node)

    listed = await typed(network, tmp_path, "tail", "--since", "begin", "--no-follow")
    assert listed.exit_code == 0, listed.exception
    mine = [line for line in listed.stdout.splitlines() if f"--case {case}" in line]
    event = UUID(re.findall(r"--event (\S+)", next(line for line in mine if "plan" in line.lower()))[0])
    pulled = await typed(network, tmp_path, "pull", "--case", str(case), "--event", str(event))

    assert pulled.exit_code == 0, pulled.exception
    assert SAMPLE_PLAN.long_term_goal in pulled.stdout
    assert SAMPLE_PLAN.long_term_goal not in listed.stdout


async def test_tea_2_what_stays_closed_is_shown_with_its_rule(network: Network, node: Node, tmp_path: Path) -> None:
    """TEA-2: nothing of it, and never silently dropped."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    await logged(node, partner_left(WOONPARTNER, Role.WOONPARTNER), case=case)
    event = (await node.log.load(case)).events[-2].id

    listed = await typed(network, tmp_path, "tail", "--since", "begin", "--no-follow")
    as_json = await typed(network, tmp_path, "tail", "--since", "begin", "--no-follow", "--json")
    refused = await typed(network, tmp_path, "pull", "--case", str(case), "--event", str(event))

    closed = [line for line in listed.stdout.splitlines() if str(case)[:8] in line]
    assert all("blijft dicht" in line and "(TEA-2)" in line for line in closed)
    told = [one for one in map(json.loads, as_json.stdout.splitlines()) if one["case"] == str(case)]
    assert {one["closed"]["rule"] for one in told} == {"TEA-2"}
    assert len(told) == len(closed) > 3
    assert isinstance(refused.exception, Refused)
