"""Destroying: messages taken out of the stream, their bytes on disk overwritten by the server. Nothing else here ever does."""

from __future__ import annotations

from .errors import refusal
from .stream import Stream


async def erase(stream: Stream, subject: str, before: int | None = None) -> int:
    """Destroy every message under `subject` below sequence `before` (all that stand there now, when None), as the leader has
    them, and say how many. Safe to repeat: what is gone is gone. Raises StreamMissing, StoreUnavailable, StoreRefused.
    """
    if before is None:
        last = await stream.last(subject)
        before = last.seq + 1 if last else 0
    count, after = 0, 0
    while (message := await stream.message({"seq": after + 1, "next_by_subj": subject})) and message.seq < before:
        count, after = count + await erase_one(stream, message.seq), message.seq
    return count


async def erase_one(stream: Stream, seq: int) -> bool:
    """Destroy the message at this sequence; whether it was still there. Raises as `erase`."""
    answer = await stream.ask(f"STREAM.MSG.DELETE.{stream.name}", {"seq": seq, "no_erase": False})
    error = answer.get("error")
    if error and await stream.message({"seq": seq}):  # not that another destroyed it in between
        raise refusal(stream.name, error)
    return not error
