"""A case is played, moves included: none of what is personal in it stands readable in the files of any log or key store."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import Step, load_case_file
from levensloop.play.player import Player
from levensloop.play.world import world
from support.sealed import leaves

CASES = Path(__file__).parents[3] / "cases"
SEALED = ("LOG_", "MOVE_", "ARRIVALS_", "KEYS_")
"""Streams of a node in which nothing personal is readable; what goes out to partners is another matter."""

BSN = "123456782"
"""Fits the eleven-test; nobody's."""
MARK = f"Merkwaardig-{BSN}"


def marked(value: Any) -> Any:
    """The same data with a mark in everything that somebody wrote."""
    match value:
        case dict():
            return {key: marked(item) for key, item in value.items()}
        case list():
            return [marked(item) for item in value]
        case str() if " " in value:
            return f"{value} {MARK}"
    return value


def on_disk(home: Path) -> Iterator[tuple[str, bytes]]:
    """The files of those streams, of every server."""
    for path in sorted(home.rglob("*.blk")):
        if any(part.startswith(SEALED) for part in path.parts):
            yield "/".join(path.parts[-4:]), path.read_bytes()


def texts(event: DomainEvent, *, personal: bool) -> Iterator[str]:
    """What people wrote in it, of a person or of the process."""
    for category, content in leaves(event).values():
        if personal is (category is not Category.PROCESS):
            for item in content if isinstance(content, tuple) else (content,):
                if isinstance(item, str) and " " in item:
                    yield item


def _marked_person(step: Step) -> Any:
    """Who acts, with a mark; but the procesregisseur has no other name (INC-1)."""
    if step.by is None or step.by.functionary == "procesregisseur":
        return step.by
    return step.by.model_copy(update={"functionary": f"{step.by.functionary} {MARK}"})


@pytest.mark.parametrize("name", ["casus-1", "casus-7"])
async def test_a_played_case_leaves_nothing_readable(name: str, tmp_path: Path) -> None:
    file = load_case_file(CASES / f"{name}.yaml")
    steps = tuple(
        step.model_copy(update={"data": marked(step.data), "by": _marked_person(step)}) for step in file.steps
    )
    personal, process = set[str](), set[str]()
    async with world(load_topology(file.topology), tmp_path, VirtualClock(file.steps[0].at)) as here:
        report = await Player(replace(file, steps=steps), here, lambda _: None).play()
        for zvh in here.zvhs.values():
            log = zvh.node.log
            logged = await log.read_all([m async for m in log.store.replay(">") if m.subject.startswith("es.")])
            for recorded in logged:
                personal |= set(texts(recorded.event, personal=True))
                process |= set(texts(recorded.event, personal=False))
    assert all(result.same for result in report.replays.values())
    assert sum(MARK in text for text in personal) > 20

    files = list(on_disk(tmp_path))
    assert {kind for kind in SEALED for path, content in files if f"/{kind}" in path and content} == set(SEALED)
    found = {
        (path, text)
        for path, content in files
        for text in {BSN, MARK, *(personal - process)}
        if text.encode() in _without(content, process)
    }
    assert found == set()


def _without(content: bytes, texts: set[str]) -> bytes:
    """What the contracts call no personal data stands in clear, also when somebody writes a number in it after all."""
    for text in texts:
        content = content.replace(json.dumps(text, ensure_ascii=False)[1:-1].encode(), b"")
    return content
