"""What a process has at hand of a case, not a moment longer than it may."""

from collections.abc import Callable
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.node import Node
from support.messaging import log_given
from support.samples.inclusion import included_case
from support.samples.world import HAAGLANDEN


class Meanwhile(EventStore):
    """Something happens while a case is being loaded. `asked`: behind which place of the log, each time."""

    def __init__(self, node: Node, happens: Callable[[], None]) -> None:
        super().__init__(node.nc, subjects.log_stream(HAAGLANDEN))
        self.happens, self.asked = happens, list[int]()

    async def load(self, pattern: str, after: int = 0) -> list[StoredMessage]:
        found = await super().load(pattern, after)
        self.asked.append(after)
        self.happens()
        return found


async def test_wgs_1_8_7_what_was_destroyed_while_it_was_read_is_not_kept(node: Node, case: UUID) -> None:
    """WGS-1.8-7."""
    await log_given(node, case, *included_case())
    store = Meanwhile(node, lambda: node.vault.forget(case))
    log = CaseLog(store, node.source, node.clock, node.vault)
    await log.load(case)
    store.happens = lambda: None
    kept = await log.load(case)
    await log.load(case)
    assert store.asked == [0, 0, kept.position]
