"""A node that has too much to do to answer in time is asked again: a play goes on when it does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from levensloop.infra.eventstore.errors import StoreUnavailable
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.play.world import World, world
from support.topologies import two_zvhs


async def test_it_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    changed = World._changed

    async def busy(self: World, *where: object) -> dict[str, int]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise StoreUnavailable("LOG_zvh-haaglanden", "geen antwoord binnen de tijd")
        return await changed(self, *where)  # type: ignore[arg-type]

    monkeypatch.setattr(World, "_changed", busy)
    async with world(two_zvhs(), tmp_path, VirtualClock(datetime(2026, 1, 5, tzinfo=UTC))) as here:
        await here.settled()
    assert asked > 2
    assert here.quiet
