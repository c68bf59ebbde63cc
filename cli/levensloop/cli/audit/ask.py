"""`levensloop audit ask`: the questions of an auditor, answered from the accountability log, each row with its proof."""

import asyncio
import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Column, Table

from levensloop.audit.asking.inquiry import QUESTIONS, Question
from levensloop.audit.asking.naming import named
from levensloop.audit.asking.proven import Answer, Proof, answer
from levensloop.audit.asking.rows import Row, in_iso, moment
from levensloop.audit.asking.scope import asked_question
from levensloop.audit.log.reading import read_log
from levensloop.cli import events
from levensloop.cli.audit.cells import (
    CASE,
    NO_CASE,
    NO_WITNESSES,
    RESTS,
    cells,
    folded,
    not_opened,
    per_case,
    resting,
)
from levensloop.cli.figures.command import Form, FormerFormOption, FormOption
from levensloop.cli.options import Functionary, KeysDirectory, LogPurposeOption, NodeName, TopologyFile, keys_of
from levensloop.cli.out_file import owner_only
from levensloop.cli.person import Person
from levensloop.cli.reach import known_zvh, own_node
from levensloop.cli.screen import Names, names_of, wide_console
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.event import Actor
from levensloop.contracts.os_errors import why
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.topology_file import load_topology

WHAT = "audit.ask"
FIRST = 20
"""Room for the longest word in the name of an organisation, or for a moment."""


def questions() -> None:
    """Toon welke vragen `audit ask` kan beantwoorden, en waarom de wet ze stelt."""
    table = Table("Vraag", "Wat er gevraagd wordt", "Artikel")
    for question in QUESTIONS.values():
        table.add_row(question.name, question.asks, question.article)
    wide_console().print(table)


def ask(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="een naam uit `levensloop audit questions`")],
    topology: TopologyFile,
    node: NodeName,
    functionary: Functionary,
    purpose: LogPurposeOption,
    case: Annotated[UUID | None, typer.Option(help="alleen deze casus")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="alleen wat er op dat moment bewijsbaar in het logboek stond: tot het laatste controlepunt van toen (ISO 8601)",
        ),
    ] = None,
    proofs: Annotated[
        Path | None, typer.Option(help="een map voor de bewijzen: een bestand per regel (C2SP tlog-proof)")
    ] = None,
    form: FormOption = Form.TABLE,
    former_form: FormerFormOption = None,
    person: Person = None,
    keys: KeysDirectory = None,
) -> None:
    """Beantwoord een vraag van een auditor uit het verantwoordingslogboek. Elke rij noemt de regels waarop ze rust, met bewijs. Gaat een
    regel niet open, dan wordt die genoemd en is de status 1."""
    form = former_form or form
    chosen = QUESTIONS.get(question)
    if chosen is None:
        raise NodesError(f"De vraag {question!r} is er niet. Er zijn: {', '.join(QUESTIONS)}.")
    found = load_topology(topology)
    known_zvh(found, node)
    moment_asked = events.moment("--as-of", as_of) if as_of else None
    by = Actor(organisation=node, functionary=functionary, person=person)
    given = asyncio.run(_answer(found, by, purpose, chosen, case, moment_asked, keys_of(topology, keys)))
    if proofs is not None:
        _write_proofs(proofs, given)
    _show(given, form, moment_asked, names_of(found))
    not_opened(given.proof)


async def _answer(
    topology: Topology,
    by: Actor,
    purpose: LogPurpose,
    question: Question,
    case: UUID | None,
    as_of: datetime | None,
    keys: Path,
) -> Answer:
    async with own_node(topology, by.organisation, keys, log=True) as node:
        reader = await read_log(node, purpose, by, what=WHAT, case=case, codes=asked_question(question.name, as_of))
        return await answer(reader, question, case, as_of)


def _show(given: Answer, form: Form, as_of: datetime | None, names: Names) -> None:
    if form is Form.JSON:
        for row in given.rows:
            print(json.dumps(_object(given, row), ensure_ascii=False))
    elif form is Form.CSV:
        out, proof = csv.writer(sys.stdout, lineterminator="\n"), given.proof
        out.writerow([*given.question.columns, "regels", "vingerafdrukken"])
        out.writerows(
            [*map(in_iso, row.cells), " ".join(map(str, row.of)), " ".join(map(proof.fingerprint, row.of))]
            for row in given.rows
        )
    else:
        _page(given, as_of, names)


def _object(given: Answer, row: Row) -> dict[str, object]:
    return {
        **dict(zip(given.question.columns, map(in_iso, row.cells), strict=True)),
        "regels": [{"index": index, "vingerafdruk": given.proof.fingerprint(index)} for index in row.of],
        "bewijzen": [proof.format().decode() for proof in given.proof.files(row)],
    }


def _page(given: Answer, as_of: datetime | None, names: Names) -> None:
    console, proof, question = wide_console(), given.proof, given.question
    console.print(f"{question.asks} ({question.article})", style="bold")
    for case, rows in per_case(question.columns, given.rows).items():
        if CASE in question.columns:
            console.print(case if case == NO_CASE else f"Casus {case}")
        if rows:
            console.print(_table(question, rows, proof, names))
    if not given.rows:
        console.print("Hierover staat niets in het verantwoordingslogboek.")
    if as_of is not None:
        console.print(_then(proof, as_of), style="dim")
    head = proof.head
    signed = "genoeg getuigen ondertekenden het mee" if proof.enough else "nog zonder genoeg getuigen"
    if not proof.witnessed:
        signed = NO_WITNESSES
    console.print(
        f"Bewezen tegen het controlepunt van {moment(head.at)} over {head.checkpoint.size} regels; {signed}.",
        style="dim",
    )
    if any(map(proof.later, given.rows)):
        console.print("* Later vastgelegd dan dat controlepunt, dus nog niet bewezen.", style="dim")


def _table(question: Question, rows: Sequence[Row], proof: Proof, names: Names) -> Table:
    shown = folded(question.columns)
    first, *between, last = shown
    day = first == "wanneer"
    columns = [Column(first, overflow="fold", width=10 if day else FIRST)]  # the day, and the time below it
    columns += [Column(name, overflow="fold", width=FIRST) for name in between]
    table = Table(*columns, Column(last, overflow="fold"), Column(RESTS, overflow="fold", width=8), show_lines=True)
    for row in rows:
        said = cells(question.columns, named(question.columns, row, names))
        table.add_row(*said, resting(row) + (" *" if proof.later(row) else ""))
    return table


def _then(given: Proof, as_of: datetime) -> str:
    """Up to where the log was read, and why no further."""
    if given.then is None:
        return f"Op {moment(as_of)} was er nog geen controlepunt: van geen regel is te bewijzen dat die er toen stond."
    said = "genoeg getuigen hadden dat toen gezien" if given.then_seen else "volgens de klok van het ZVH zelf"
    return (
        f"Gelezen tot het controlepunt van {moment(given.then.at)} over {given.then.checkpoint.size} regels; {said}. "
        f"Wat daarna tot {moment(as_of)} is vastgelegd, is niet te bewijzen voor dat moment en telt niet mee."
    )


def _write_proofs(directory: Path, given: Answer) -> None:
    """For the owner's eyes only: a proof says nothing of anyone, but which records were asked for does."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for row in given.rows:
            for proof in given.proof.files(row):
                path = directory / f"regel-{proof.index}.tlog-proof"
                with owner_only(path) as file:
                    file.write(proof.format())
    except OSError as error:
        raise NodesError(
            f"{directory} is niet te schrijven ({why(error)}). Kies met --proofs een andere map."
        ) from error
