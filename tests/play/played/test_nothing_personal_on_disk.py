"""A case is played, moves included: none of what is personal in it stands readable in the files of any log or key store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.player import Player
from levensloop.play.world import world
from support.sealed import leaves

CASES = Path(__file__).parents[3] / "cases"
SEALED = ("LOG_", "MOVE_", "ARRIVALS_", "KEYS_")
"""Streams of a node in which nothing personal is readable; what goes out to partners is another matter."""

BSN = "123456782"
"""Fits the eleven-test; nobody's."""
MARK = f"Merkwaardig-{BSN}"
LONG = 9
"""Characters from which a text does not turn up in a file by chance."""


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


def texts(event: DomainEvent) -> Iterator[str]:
    for category, content in leaves(event).values():
        if category is not Category.PROCESS:
            for item in content if isinstance(content, tuple) else (content,):
                yield str(item)


@pytest.mark.parametrize("name", ["casus-1", "casus-3"])
async def test_a_played_case_leaves_nothing_readable(name: str, tmp_path: Path) -> None:
    file = load_case_file(CASES / f"{name}.yaml")
    steps = tuple(
        step.model_copy(
            update={
                "data": marked(step.data),
                "by": step.by and step.by.model_copy(update={"functionary": f"{step.by.functionary} {MARK}"}),
            }
        )
        for step in file.steps
    )
    personal: set[str] = set()
    async with world(load_topology(file.topology), tmp_path, VirtualClock(file.steps[0].at)) as here:
        report = await Player(replace(file, steps=steps), here, lambda _: None).play()
        for zvh in here.zvhs.values():
            log = zvh.node.log
            logged = await log.read_all([m async for m in log.store.replay(">") if m.subject.startswith("es.")])
            personal |= {text for recorded in logged for text in texts(recorded.event)}
    assert all(result.same for result in report.replays.values())
    assert sum(MARK in text for text in personal) > 20

    files = list(on_disk(tmp_path))
    assert {kind for kind in SEALED for path, content in files if f"/{kind}" in path and content} == set(SEALED)
    found = {
        (path, text)
        for path, content in files
        for text in {BSN, MARK, *(text for text in personal if len(text) >= LONG)}
        if text.encode() in content
    }
    assert found == set()
