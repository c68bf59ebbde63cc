"""The newest checkpoint beside the tiles, for whoever reads them as files: what is shown, and what was shown before."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog

from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.files import replace
from levensloop.audit.log.tree import LogBroken
from levensloop.contracts.log_names import log_name
from levensloop.infra.nodes.errors import NodesError
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import AuditError, BadSignature, Malformed
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.note import Note
from levensloop.verifier.policy import Policy
from levensloop.verifier.tile_paths import CHECKPOINT

TRUSTED = f"{CHECKPOINT}.trusted"
"""The file with the newest checkpoint that enough witnesses cosigned, beside `checkpoint`, the newest of all."""

_log = structlog.get_logger()


class Showing:
    """Of one log. `last`: the newest checkpoint with all its signatures; `policy`: what makes one trusted, may raise `NodesError`."""

    def __init__(
        self, zvh: str, directory: Path, last: Callable[[], Awaitable[Signed | None]], policy: Callable[[], Policy]
    ) -> None:
        self._zvh, self._directory, self._last, self._policy = zvh, directory, last, policy
        self._one_at_a_time = asyncio.Lock()

    async def show(self) -> None:
        """What is newest once it is our turn: each witness that cosigns asks for this, and so does who signs.

        Raises `EventStoreError`, `Malformed`, OSError.
        """
        async with self._one_at_a_time:
            if (last := await self._last()) is not None:
                await self._put(last.note)

    async def _put(self, note: Note) -> None:
        await asyncio.to_thread(replace, self._directory / CHECKPOINT, note.format())
        try:
            policy = self._policy()
            policy.check(cosigned(note, list(policy.witnesses.values())))
        except (AuditError, NodesError) as error:  # too few, or a witness that the topology does not know well enough
            _log.info("checkpoint not trusted yet", zvh=self._zvh, reason=type(error).__name__)
        else:
            await asyncio.to_thread(replace, self._directory / TRUSTED, note.format())


def check_shown(zvh: str, directory: Path, last: Signed | None, own: Sequence[VerifierKey]) -> None:
    """That the checkpoint we go on from is ours, by these keys, and no older than what was shown. Raises `LogBroken`, OSError.

    A file that is damaged shows nothing, no more than one that is gone: with a checkpoint in the stream it is written anew.
    """
    file = directory / CHECKPOINT
    try:
        if last is not None:
            notes.opened(last.note, own, log_name(zvh))
        before = _shown(file.read_bytes(), own) if file.exists() else None
    except _Damaged as damaged:
        if last is None:
            raise LogBroken(zvh, "getoond is een controlepunt dat beschadigd is, en bewaard is er geen") from damaged
        _log.warning("checkpoint file damaged", zvh=zvh, file=str(file), reason=str(damaged))
        return
    except AuditError as error:
        raise LogBroken(zvh, f"het laatste controlepunt is niet door dit logboek ondertekend ({error})") from error
    if before is not None and before.size > (last.checkpoint.size if last else 0):
        raise LogBroken(zvh, f"getoond is een controlepunt van {before.size} regels, en bewaard is dat niet")


class _Damaged(Exception):
    """The file is no checkpoint any more."""


def _shown(data: bytes, own: Sequence[VerifierKey]) -> Checkpoint:
    try:
        return notes.opened(Note.parse(data), own)
    except (Malformed, BadSignature) as error:
        raise _Damaged(str(error)) from error
