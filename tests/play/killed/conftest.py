"""How a case goes when nothing disturbs it, played once per worker; and how many seeds to try."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog

from levensloop.infra.messaging.logs import configure
from support.disturbed import play
from support.mortal import Plan
from support.outcome import outcome

CASE = "casus-1"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def undisturbed() -> dict[str, Any]:
    """The outcome of the played case that every disturbed play must have too."""
    configure(StringIO())
    played = await play(CASE, Plan(seed=0))
    assert played.dead_letters == []
    return outcome(played.report)


@pytest.fixture(autouse=True)
def _quiet() -> Any:
    configure(StringIO())
    yield
    structlog.reset_defaults()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A play is seconds of work on an idle machine; two in a row, while others are played on a busy one, must not look like a hang."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(1200))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`PLAY_SEEDS` seeds for who wants to try long (`make soak`); one else."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, 1 + int(os.environ.get("PLAY_SEEDS", "1"))))
