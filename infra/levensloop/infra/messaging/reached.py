"""How far the streams of a node came, in a file beside its keys: so a store that an older copy was put in the place of is found.

Where another node's copy goes on is a number in OUT or MOVE. A store of before gives out those numbers anew, and what stands under them is
passed over there without a word; and to a copy of before nothing is sent again (tried on nats-server 2.15.1). What the file says was there
when it was written, so it is never too much.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import structlog
from nats.aio.client import Client

from levensloop.contracts import subjects
from levensloop.contracts.os_errors import unreadable
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.secrecy.secret_file import read_secret, write_secret

PAUSE = 5.0
"""Seconds between two looks at how far the streams are. Default."""

MARGIN = 10_000
"""Numbers that are passed over beyond the highest that is known: the file is behind, and may be of before as well. Default."""

_AT_ONCE = 1000
_LOOKED_AT = (
    *(subjects.log_stream, subjects.out_stream, subjects.move_stream),
    *(subjects.audit_stream, subjects.checkpoints_stream),
)
_log = structlog.get_logger()

Reached = Mapping[str, int]
"""Name of a stream → the number of the last message that it ever took."""


class StoreOlder(NodesError):
    """The store is of before what was seen of it. `streams`: those that are, each with where it is and where it was."""

    def __init__(self, org: str, file: Path, older: Mapping[str, tuple[int, int]]) -> None:
        self.streams = older
        told = "\n".join(f"  - {stream} komt tot {now}, en kwam tot {was}" for stream, (now, was) in older.items())
        super().__init__(
            f"De opslag van {org} is ouder dan wat er al was, volgens {file}:\n{told}\n"
            "  Is er een oudere kopie teruggezet, of een andere of lege map? Er wordt niets gestart: een ZVH zou nummers van brieven twee "
            "keer uitgeven, en andere knooppunten slaan die tweede over; bij een partner komt wat ertussen binnenkwam niet nog eens. Zet "
            "de nieuwste opslag terug. Is die er echt niet meer, lees dan eerst `Reservekopieën` in docs/running-a-node.md, en ga verder "
            "met `levensloop up --after-restore`."
        )


def reached_file(keys: Path, org: str) -> Path:
    """Outside the directory with data, so that it does not go back along with that."""
    return keys / f"{org}.reached"


def kept(file: Path) -> Reached:
    """What was written; nothing when there is no file. Raises `NodesError` for one that cannot be read."""
    if not file.exists():
        return {}
    try:
        found = json.loads(read_secret(file))
        return {str(stream): int(number) for stream, number in found.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise NodesError(
            f"Hoe ver de opslag was staat in {file}, en dat is niet te lezen ({unreadable(error)}). Kijk of de opslag de nieuwste "
            "is; is dat zeker, haal het bestand dan weg."
        ) from error


def older(before: Reached, now: Reached) -> Mapping[str, tuple[int, int]]:
    """The streams that are not as far as they were: where each is, and was. One that is gone is at 0."""
    return {stream: (now.get(stream, 0), was) for stream, was in before.items() if now.get(stream, 0) < was}


def check(file: Path, org: str, now: Reached) -> None:
    """Raises `StoreOlder`, `NodesError`."""
    if found := older(kept(file), now):
        raise StoreOlder(org, file, found)


def looked_at(org: str, *, zvh: bool) -> tuple[str, ...]:
    """Of what is never emptied: at a ZVH what happened, what was sent, and what accounts for it; at a partner what came in."""
    return tuple(of(org) for of in _LOOKED_AT) if zvh else (subjects.inbox_stream(org),)


async def reached(nc: Client, names: Iterable[str]) -> Reached:
    """How far these streams are. Raises `EventStoreError`."""
    return {name: await EventStore(nc, name).last_seq() for name in names}


async def beyond(nc: Client, zvh: str, known: Reached, margin: int = MARGIN) -> Reached:
    """Pass over the numbers of OUT and MOVE that may have been given out, so that what is sent from now on has new ones; the highest of
    each. What stands there instead is the position of no policy. Raises `EventStoreError`."""
    raised = {}
    for name, subject in (
        (subjects.out_stream(zvh), subjects.position("out", "restored")),
        (subjects.move_stream(zvh), subjects.position("move", "restored")),
    ):
        store = EventStore(nc, name)
        now = await store.last_seq()
        until = max(now, known.get(name, 0)) + margin
        for start in range(now, until, _AT_ONCE):
            await store.append([NewMessage(subject, b"")] * min(_AT_ONCE, until - start))
        raised[name] = until
    return raised


def keep(file: Path, now: Reached) -> None:
    """Where keys are mounted to be read only nothing is kept, and the operating log says so."""
    text = json.dumps(dict(now)) + "\n"
    try:
        if not file.exists() or file.read_text() != text:
            write_secret(file, text)
    except OSError as error:
        _log.warning("how far the streams came is not kept", file=str(file), reason=type(error).__name__)


async def keeping(file: Path, nc: Client, names: Iterable[str], pause: float = PAUSE) -> None:
    """Write it as it grows, until cancelled."""
    while True:
        await keep_now(file, nc, names)
        await asyncio.sleep(pause)


async def keep_now(file: Path, nc: Client, names: Iterable[str]) -> None:
    """With the store away it stays as it was."""
    with suppress(EventStoreError):
        await asyncio.to_thread(keep, file, await reached(nc, names))


def told(found: Mapping[str, tuple[int, int]]) -> Iterable[tuple[str, str]]:
    """Per stream what is wrong with it, in Dutch."""
    for stream, (now, was) in found.items():
        yield stream, f"komt tot {now}, en kwam eerder tot {was}: deze opslag is ouder dan wat er al was"
