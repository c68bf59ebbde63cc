"""WGS-1.8-4: `levensloop disclosure explain` tells of the documents that were given of an event too."""

import asyncio
import json
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from disclosure.disclosing import disclosed, logged
from typer.testing import CliRunner, Result

from levensloop.cli.application import application
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.refusal import Refusal
from levensloop.documents.questions import questions
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.processes import written
from support.samples.plan import planned_case
from support.samples.world import CRISISDIENST, HAAGLANDEN, PROVIDER, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def explained(network: Network, home: Path, event: UUID, to: str, *more: str) -> Result:
    topology = written(network, home / "topology.yaml")
    content = yaml.safe_load(topology.read_text())
    content["nodes"].append({"name": ROTTERDAM, "listen": {"host": "127.0.0.1", "port": 1}})  # not asked
    topology.write_text(yaml.safe_dump(content))
    where = ("--topology", str(topology), "--keys", str(network.keys), "--node", HAAGLANDEN)
    who = ("--functionary", "informatiecoördinator", "--purpose", "lawfulness")
    words = ["disclosure", "explain", *where, *who, "--event", str(event), "--to", to, *more]
    return await asyncio.to_thread(CliRunner().invoke, application(), words)


async def test_wgs_1_8_4_a_document_that_was_given_is_told(network: Network, node: Node, tmp_path: Path) -> None:
    """WGS-1.8-4: with when, by which lines, and which categories; not to who did not get it."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    plan = next(r.id for r in (await node.log.load(case)).events if isinstance(r.event, PlanEstablished))
    given = await questions(node)["plan"](PROVIDER, {"case": str(case)})
    assert not isinstance(given, Refusal)

    shown = await explained(network, tmp_path, plan, PROVIDER)
    found = await explained(network, tmp_path, plan, PROVIDER, "--json")
    other = await explained(network, tmp_path, plan, CRISISDIENST, "--json")

    assert shown.exit_code == 0, shown.exception
    assert f"Document {given['name']} naar {network.topology.organisation(PROVIDER).name} op" in shown.stdout
    [document] = json.loads(found.stdout)["documents"]
    assert (document["document"], "T-REGIE" in document["codes"]) == (given["name"], True)
    assert "guidance" in document["categories"]
    assert json.loads(other.stdout)["documents"] == []
