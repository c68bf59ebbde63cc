"""A node for real use: it serves, it stops, and it goes on where it was; partners tail it and auditors replay it."""

import asyncio
import json
import os
import re
import signal
from pathlib import Path
from uuid import UUID, uuid4

from cli.at_work import give, reached
from cli.conftest import User

from levensloop.audit.words import TOOLS
from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import ObjectToDisclosure
from support.samples.inclusion import SAMPLE_PURPOSE, SAMPLE_REPORT
from support.waiting import eventually

ZVH, POLITIE, GEMEENTE, OM = "zvh-haaglanden", "politie-haaglanden", "gemeente-den-haag", "om-haaglanden"
ON = ("--topology", "network.yaml")
WHY = ("--purpose", "lawfulness")


def test_a_node_serves_stops_and_goes_on_where_it_was(user: User) -> None:
    case = uuid4()
    user.make_keys()
    user.start_hub()
    node = user.start_zvh(ZVH)

    assert [e.position for e in give(user, GEMEENTE, SAMPLE_REPORT, case).events] == [1]
    assert "is gestopt" in user.end(node)
    node = user.start_zvh(ZVH)
    again = give(user, GEMEENTE, SAMPLE_REPORT, case)
    assert again.refusal is not None
    assert again.refusal.rule == "INV-4", "the report of before the restart is still there"
    assert len(give(user, GEMEENTE, SAMPLE_PURPOSE, case).events) == 1
    assert "is gestopt" in user.end(node, signal.SIGTERM)
    _not_with_an_older_store(user)


def _not_with_an_older_store(user: User) -> None:
    """As if what stands there was put back: the file beside the keys knows of more."""
    file = user.home / "keys" / f"{ZVH}.reached"
    out, was = f"OUT_{ZVH}", json.loads(file.read_text())
    file.write_text(json.dumps({**was, out: was[out] + 5}))
    up = ("up", *ON, "--node", ZVH, "--data", f"data/{ZVH}")
    refused = user.run(*up)
    assert refused.returncode == 1
    assert f"{out} komt tot {was[out]}, en kwam tot {was[out] + 5}" in refused.stderr
    assert "draait op" not in refused.stderr, "it does not serve"
    node = user.start(*up, "--after-restore", until="Diensten: ")
    assert give(user, GEMEENTE, SAMPLE_REPORT, uuid4()).refusal is None
    assert "is gestopt" in user.end(node)
    assert json.loads(file.read_text())[out] > was[out] + 10_005


def test_a_partner_tails_and_an_auditor_replays(user: User) -> None:
    case = uuid4()
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    user.start_partner(POLITIE)
    reached(user)
    # Both kinds of partner: one with a node of its own, one that is a client of the hub.
    for organisation, number in ((POLITIE, case), (GEMEENTE, uuid4())):
        assert give(user, organisation, SAMPLE_REPORT, number).refusal is None

    _until_delivered(user, POLITIE)
    _until_delivered(user, GEMEENTE)
    nobody = user.run("partner", "tail", *ON, "--as", OM, "--since", "begin", "--no-follow")
    assert (nobody.returncode, nobody.stdout, nobody.stderr) == (0, "", "Er is in die tijd niets afgeleverd.\n")
    future = user.run("partner", "tail", *ON, "--as", GEMEENTE, "--since", "2999-01-01", "--no-follow")
    assert (future.returncode, future.stdout) == (0, "")

    shown = user.run("audit", "replay", *ON, "--node", ZVH, *WHY)
    assert shown.stdout.count("cliënt gemeld") == 2
    assert "gemeld, regie Zorg- en Veiligheidshuis Haaglanden" in shown.stdout
    lines = [
        json.loads(x)
        for x in user.run(
            "audit", "replay", *ON, "--node", ZVH, *WHY, "--case", str(case), "--json"
        ).stdout.splitlines()
    ]
    assert [line["case"] for line in lines[:-1]] == [str(case)]
    assert lines[-1]["states"][str(case)]["inclusion.case"]["phase"] == "reported"
    reported = lines[0]["id"]
    explain = ("disclosure", "explain", *ON, "--node", ZVH, *WHY, "--event", reported, "--to")
    told = user.run(*explain, POLITIE)
    assert told.returncode == 0, told.stderr
    assert "M-EIGEN" in told.stdout
    assert "RAC: nog geen" in told.stdout
    why = json.loads(user.run(*explain, OM, "--json").stdout)
    assert (why["disclosures"], why["why_not"].split(":")[0]) == ([], "Lidmaatschap")
    assert "staat niet in dit logboek" in user.run(*explain[:-2], str(uuid4()), "--to", OM).stderr
    _looking_why_is_accounted_for(user, case, explain)
    _withheld_by_an_objection(user, case)
    before = user.run("audit", "replay", *ON, "--node", ZVH, *WHY, "--until", "2020-01-01", "--json")
    assert json.loads(before.stdout)["events"] == 0
    assert "Geen" not in shown.stderr
    assert user.run("dead", "list", *ON, "--node", ZVH).stdout == "Er is niets opzij gelegd.\n"
    _what_was_allowed(user)


def _what_was_allowed(user: User) -> None:
    """WGS-1.8-2: the text that the authorisation of a record stands for."""
    listed = user.run("audit", "authorisations", *ON, "--node", ZVH)
    (version,) = [word for word in listed.stdout.split() if re.fullmatch(r"[\w.]+-[0-9a-f]{64}", word)]
    shown = user.run("audit", "authorisations", *ON, "--node", ZVH, version)
    assert f"{POLITIE} politie" in shown.stdout, shown.stderr
    unknown = user.run("audit", "authorisations", *ON, "--node", ZVH, "2-0123456789abcdef")
    assert (unknown.returncode, "staat niet bij" in unknown.stderr) == (1, True)


def _looking_why_is_accounted_for(user: User, case: UUID, explain: tuple[str, ...]) -> None:
    """WGS-1.8-4: with its purpose, before anything is told; without one nothing is."""
    without = user.run(*[word for word in explain if word not in WHY], POLITIE)
    assert (without.returncode, without.stdout) == (2, "")
    made = user.run("audit", "bundle", *ON, "--node", ZVH, *WHY, "--out", "een.bundel", "--wait", "0")
    assert made.returncode == 0, made.stderr
    read = ("audit", "ask", "logboek", *ON, "--node", ZVH, *WHY, "--case", str(case), "--form", "json")
    rows = [json.loads(line) for line in user.run(*read).stdout.splitlines()]
    told = [
        (row["hulpmiddel"], row["functie"], row["doel"])
        for row in rows
        if row["hulpmiddel"] not in (TOOLS["audit.ask"], TOOLS["audit.replay"]) and row["casus"]
    ]
    assert TOOLS["audit.bundle"] in {row["hulpmiddel"] for row in rows if not row["casus"]}, (
        "of all, so of this one too"
    )
    assert told == [(TOOLS["disclosure.explain"], "informatiecoördinator", "toetsen van rechtmatigheid")] * 2


def _withheld_by_an_objection(user: User, case: UUID) -> None:
    """WGS-1.7-1: a partner objects at its own connection, and the explanation of what went says so."""
    without = ObjectToDisclosure(categories=(Category.STAFF,), against=POLITIE, reasons=None)
    assert give(user, GEMEENTE, without, case).refusal is not None
    objection = without.model_copy(update={"reasons": "Wordt bedreigd om dit werk."})
    assert len(give(user, GEMEENTE, objection, case).events) == 1
    [assessed] = give(user, GEMEENTE, SAMPLE_PURPOSE, case).events
    told = ("disclosure", "explain", *ON, "--node", ZVH, *WHY, "--event", str(assessed.id), "--to", POLITIE)
    says = f"bezwaar 1 van {GEMEENTE} (WGS-1.7-1)"

    asyncio.run(eventually(lambda: says in user.run(*told, "--json").stdout, "the explanation names the objection"))

    found = json.loads(user.run(*told, "--json").stdout)
    [withheld] = [field for field in found["disclosures"][0]["fields"] if field["withheld"] == says]
    assert (withheld["field"], withheld["went"]) == ("by.functionary", False)
    assert [(each["rule"], each["numbers"]) for each in found["refused"]] == [("WGS-1.7-1", [1])]
    assert "bezwaar 1 van" in user.run(*told).stdout


def _until_delivered(user: User, organisation: str) -> None:
    """Follow until the first event comes; that it comes at all is what is tested."""
    tail = user.follow("partner", "tail", *ON, "--as", organisation, "--since", "begin", "--json")
    assert json.loads(tail)["type"] == "nl.levensloopaanpak.view.client-reported.v1"


def test_a_server_that_falls_away_ends_the_node_with_what_it_said(user: User) -> None:
    user.make_keys()
    node = user.start_zvh(ZVH)

    os.kill(_server_of(user, ZVH), signal.SIGKILL)
    said = user.ended(node)

    assert node.returncode == 1
    assert "Traceback" not in said
    assert "De server van zvh-haaglanden" in said


def _server_of(user: User, node: str) -> int:
    """The process id of the nats-server of this node."""
    conf = str(user.home / "data" / node / "server.conf")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if words[0].endswith("nats-server") and conf in words:
            return int(process.name)
    raise AssertionError(f"no server runs on {conf}")
