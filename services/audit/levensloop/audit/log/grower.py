"""Grows the tree as records are written, and signs a checkpoint at least every minute and every 1,000 records that are new."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import structlog

from levensloop.audit.log.checkpoints import Checkpoints, Signed
from levensloop.audit.log.files import locked
from levensloop.audit.log.showing import Showing, check_shown
from levensloop.audit.log.signing import log_keys, log_signers, policy_of
from levensloop.audit.log.succeeding import hand_over
from levensloop.audit.log.tree import LogBroken, Tree, grown_to
from levensloop.audit.records.authorised import account_for_authorisation
from levensloop.contracts import subjects
from levensloop.contracts.log_names import log_name
from levensloop.infra.eventstore.errors import Conflict
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.ending import cancel
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.runner import NOT_NOW, Retry
from levensloop.infra.messaging.trouble import reason
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.verifier import checkpoint as notes

EVERY = 1000
"""New records after which a checkpoint is signed at once. Default."""
WITHIN = timedelta(minutes=1)
"""How long a new record waits for a checkpoint at most. Default."""
_STAND_BY = 1.0  # seconds; that another instance let go of the directory tells nobody

_log = structlog.get_logger()


class Grower:
    """One at work per directory: a second instance stands by until the first is gone. Nothing but a clock decides when it signs."""

    def __init__(self, node: Node, directory: Path, every: int = EVERY, within: timedelta = WITHIN) -> None:
        self.directory = directory
        self._node, self._every, self._within = node, every, within
        self._checkpoints = Checkpoints(node.store(subjects.checkpoints_stream(node.me)))
        self._showing = Showing(
            node.me, directory, self._checkpoints.last, lambda: policy_of(node.told.topology, node.me)
        )
        log_keys(node.told.topology, node.me)  # says so at once when there is none
        self._tree: Tree | None = None
        self._last: Signed | None = None
        self._begun = node.clock.now()
        self._retry, self._waits = Retry(), 0
        self._turn = asyncio.Lock()
        self._grew = asyncio.Condition()

    @property
    def last(self) -> Signed | None:
        """The newest checkpoint, as far as this instance knows."""
        return self._last

    @property
    def tree(self) -> Tree | None:
        """The tree; None for who stands by."""
        return self._tree

    async def run(self) -> None:
        """Until cancelled. Waits for a store that cannot take anything now, and begins again from the last checkpoint.

        Raises `LogBroken`, `EventStoreError` when that lasts, `AuditError` for checkpoints that are none, OSError.
        """
        while True:
            with locked(self.directory) as ours:
                try:
                    if ours:
                        await self._work()
                except NOT_NOW as error:
                    self._waits += 1
                    _log.warning("wait", service="audit", attempt=self._waits, reason=reason(error))
                    if self._waits > self._retry.waits:
                        raise
            await asyncio.sleep(self._retry.pause(self._waits) if self._waits else _STAND_BY)

    async def look(self) -> None:
        """Sign if it is time; also account for another version of who may do what. Raises as `run`, but waits for nothing."""
        await account_for_authorisation(self._node)
        async with self._turn:
            if self._waited() >= self._within:
                await self._sign_if_it_can()

    async def caught_up(self) -> Signed | None:
        """Wait until all records that there are now are in the tree, sign, and give the checkpoint; None where there are no records.

        Not for who stands by. Raises as `look`; `OrganisationKeyProblem` without the key.
        """
        await account_for_authorisation(self._node)
        last = await self._node.accounts.store.last(subjects.ALL_AUDIT)
        wanted = last.seq if last else 0
        async with self._grew:
            await self._grew.wait_for(lambda: self._tree is not None and self._tree.position >= wanted)
        async with self._turn:
            await self._sign()
        return self._last

    async def show(self) -> None:
        """Put the newest checkpoint, and the newest trusted one, beside the tiles; who stands by does not. Raises as `Showing.show`."""
        if self._tree is not None:
            await self._showing.show()

    async def _work(self) -> None:
        self._last = await self._checkpoints.last()
        own = [told.key for told in log_keys(self._node.told.topology, self._node.me)]
        await asyncio.to_thread(check_shown, self._node.me, self.directory, self._last, own)
        tree = await grown_to(self._last, self.directory, self._node.accounts.store, self._node.me)
        self._tree, self._begun = tree, self._node.clock.now()
        await self.show()
        tasks = [asyncio.create_task(self._follow(tree)), asyncio.create_task(self._watch_the_clock())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self._tree = None
            await cancel(tasks)

    async def _follow(self, tree: Tree) -> None:
        async with aclosing(self._node.accounts.store.follow(subjects.ALL_AUDIT, tree.position)) as stretches:
            async for stretch in stretches:
                for start in range(0, len(stretch.messages), self._every):
                    await self._take(tree, stretch.messages[start : start + self._every])

    async def _take(self, tree: Tree, messages: Sequence[StoredMessage]) -> None:
        async with self._turn:
            room = max(0, self._every - (tree.size - self._size()))
            for part in (messages[:room], messages[room:]):
                await asyncio.to_thread(tree.append, part)
                if tree.size - self._size() >= self._every or (part and self._waited() >= self._within):
                    await self._sign_if_it_can()
        async with self._grew:
            self._grew.notify_all()

    async def _watch_the_clock(self) -> None:
        while True:
            await self.look()
            left = self._within - self._waited()  # once that is over, whatever is new is signed as it comes
            await asyncio.sleep((left if left > timedelta() else self._within).total_seconds())

    async def _sign_if_it_can(self) -> None:
        """Without the key nothing is signed, and all goes on: a key that is lost is replaced on a node that runs."""
        try:
            await self._sign()
        except OrganisationKeyProblem as error:
            _log.error("not signed", zvh=self._node.me, size=self._size(), reason=str(error))

    async def _sign(self) -> None:
        """With the turn. Nothing new: nothing is signed, and the next new record waits its own minute at most."""
        tree = self._tree
        if tree is None or tree.size <= self._size():
            return
        head = await asyncio.to_thread(tree.head, log_name(self._node.me))
        signer, older = log_signers(self._node.told.topology, self._node.me, self._node.keys)
        note = notes.sign(head, signer)
        try:
            await hand_over(self._checkpoints, self._last, signer, older)
            self._last = await self._checkpoints.keep(note, tree.position, self._node.clock.now(), self._last)
        except Conflict:  # another instance, with files of its own, was first
            self._last = await self._checkpoints.last()
            if self._last and self._last.checkpoint.size == head.size and self._last.checkpoint != head:
                raise LogBroken(self._node.me, "een ander ondertekende een andere wortel") from None
        self._waits = 0
        _log.info("checkpoint", zvh=self._node.me, size=self._size())
        await self.show()

    def _size(self) -> int:
        return self._last.checkpoint.size if self._last else 0

    def _waited(self) -> timedelta:
        return self._node.clock.now() - max(self._begun, self._last.at if self._last else self._begun)
