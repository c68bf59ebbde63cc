"""A play in which something never arrives ends, and says where it was expected; it does not hang."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from levensloop.infra.messaging.clock import VirtualClock
from levensloop.play.world import NeverSettled, world
from support.samples.world import HAAGLANDEN, POLITIE
from support.topologies import two_zvhs


async def test_alw_3_what_never_arrives_is_told(tmp_path: Path) -> None:
    async with world(two_zvhs(), tmp_path, VirtualClock(datetime(2026, 1, 5, tzinfo=UTC))) as here:
        await here.settled()
        here.quiet.clear()
        here.inboxes[POLITIE].is_sent(HAAGLANDEN, 1)
        with pytest.raises(NeverSettled, match=f"bij {POLITIE} kwam niet aan"):
            await replace(here, patience=3.0).settled()
