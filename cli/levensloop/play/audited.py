"""The end of a played case, as an auditor sees it: a bundle of each ZVH's log that verifies, and the answers about its client."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from levensloop.audit.asking.inquiry import QUESTIONS, Question, asked
from levensloop.audit.asking.judging import JUDGED, NOT_IN_ORDER, UNJUDGED
from levensloop.audit.asking.proven import READ_FOR_ALL
from levensloop.audit.asking.rows import Indexed, Row
from levensloop.audit.giving.bundle import WHAT, Wanted, write_bundle
from levensloop.audit.log.reading import LogReader, read_log
from levensloop.audit.log.signing import trust_text, witness_signer
from levensloop.audit.log.witness import Witness
from levensloop.contracts.accountability import LogPurpose
from levensloop.contracts.event import Actor
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.play.world import World
from levensloop.verifier.command import private
from levensloop.verifier.steps import Failed
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, verify

PURPOSE = LogPurpose.LAWFULNESS

MOST = 10
"""Rows of an answer that are shown at most: it is a play, and not an audit."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question about a client: what came of it in a few words, and the oldest `MOST` of its rows."""

    question: Question
    said: str
    rows: Sequence[Row]
    more: int
    """How many rows there are beside these."""


@dataclass(frozen=True, slots=True)
class Audited:
    """What came of one ZVH's log. `failure`: the first thing that did not hold, in Dutch. `answers`: about each client of the play. `kept`:
    where its bundle and the file that says whom to believe are, where they were to be kept."""

    records: int
    witnesses: int
    failure: str | None
    answers: Mapping[str, Sequence[Answered]]
    kept: tuple[Path, Path] | None = None


async def audited(
    world: World, cases: Mapping[str, UUID], directory: Path, keep: Path | None = None
) -> dict[str, Audited]:
    """ZVH → what an auditor finds there. `cases`: what the case file calls them; `keep`: a folder for the bundles, for who checks one.
    Raises what the tools of an auditor raise."""
    return {zvh: await _audited(world, zvh, cases, directory, keep) for zvh in world.zvhs}


async def _audited(world: World, zvh: str, cases: Mapping[str, UUID], directory: Path, keep: Path | None) -> Audited:
    node = world.zvhs[zvh].node
    reader = await read_log(node, PURPOSE, Actor(organisation=zvh, functionary="auditor"), what=WHAT)
    witnesses = await _witnessed(world, zvh, directory)
    path = (keep or directory) / f"{zvh}.bundel"
    path.parent.mkdir(parents=True, exist_ok=True)
    with private(path) as file:
        made = await write_bundle(node, reader, Wanted(), PURPOSE, file)
    trusted = path.with_name(f"{zvh}.vertrouwen.toml")
    with private(trusted) as file:
        file.write(trust_text(world.network.topology, zvh).encode())
    believed = Believed.parse(trusted.read_bytes())
    with path.open("rb") as file:
        steps = list(verify(file, Asked(believed, int(world.clock.now().timestamp()))))
    failed = next((step for step in steps if isinstance(step, Failed)), None)
    answers = {alias: await _answers(reader, case) for alias, case in cases.items()}
    return Audited(
        sum(made.records.values()),
        witnesses,
        failed.text if failed else None,
        answers,
        (path, trusted) if keep else None,
    )


async def _witnessed(world: World, zvh: str, directory: Path) -> int:
    """Sign what there is, and have every witness look."""
    answer = await client.ask(world.clients[zvh], zvh, zvh, "audit", "grow", {})
    assert not isinstance(answer, Refusal), answer
    topology, names = world.network.topology, world.network.topology.organisation(zvh).witnesses
    for name in names:
        signer = witness_signer(topology, name, world.network.keys)
        await Witness(topology, zvh, name, signer, directory / name, world.clock).look(world.clients[name])
    return len(names)


async def _answers(reader: LogReader, case: UUID) -> Sequence[Answered]:
    found = []
    async with aclosing(reader.records()) as records:
        async for record in records:
            if record.account.case == case or record.entry.message.subject == READ_FOR_ALL:
                found.append(Indexed(record.entry.index, record.account))
    here = any(one.account.case == case for one in found)
    return tuple(_said(found)) if here else ()


def _said(records: Sequence[Indexed]) -> Iterator[Answered]:
    for question in QUESTIONS.values():
        rows = list(asked(question, records))
        count = "niets" if not rows else f"{len(rows)} {'rij' if len(rows) == 1 else 'rijen'}"
        if question.name in JUDGED and rows:
            verdicts = [row.cells[-1] for row in rows]
            told = [f"{verdicts.count(said)} {said}" for said in (NOT_IN_ORDER, UNJUDGED) if said in verdicts]
            count += f", {' en '.join(told) or 'in orde'}"
        yield Answered(question, count, sorted(rows, key=lambda row: row.of)[:MOST], max(len(rows) - MOST, 0))
