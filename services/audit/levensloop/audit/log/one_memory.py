"""One witness key, one memory: what an organisation saw as a witness is kept in one directory, by one process at a time.

Two processes with one key would each read what was seen, ask, and write: between the two a ZVH gets two histories cosigned by one key. Two
directories are the same thing slower. So beside the key stands which directory it is, `<organisation>.witness.memory`, and who looks holds
both. A key that was copied to another machine nobody here can see: that is for who copies it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from levensloop.audit.log.files import locked, taken
from levensloop.infra.nodes.errors import NodesError

SEEN = ".checkpoint"
"""How the name of a file with what a witness saw ends."""

_log = structlog.get_logger()


class SecondMemory(NodesError):
    """With this key somebody looks already, or looked from another directory."""


def memory_file(keys: Path, organisation: str) -> Path:
    """Beside its key: where the organisation keeps what it saw."""
    return keys / f"{organisation}.witness.memory"


@contextmanager
def one_memory(organisation: str, keys: Path, directory: Path) -> Iterator[None]:
    """Nobody else looks with this organisation's key, or from this directory, until the block ends. Raises `SecondMemory`, OSError."""
    with _held(organisation, memory_file(keys, organisation), directory.resolve()), locked(directory) as ours:
        if not ours:
            raise SecondMemory(
                f"In {directory} onthoudt al een ander proces wat een getuige zag. Twee tegelijk zouden twee geschiedenissen kunnen "
                "ondertekenen. Stop het eerste, of laat dit weg."
            )
        yield


@contextmanager
def _held(organisation: str, file: Path, directory: Path) -> Iterator[None]:
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:  # keys that are mounted to be read only
        _log.warning("which directory a witness remembers in is not kept", file=str(file), reason=type(error).__name__)
        yield
        return
    try:
        if not taken(handle):
            raise SecondMemory(
                f"Als getuige {organisation} kijkt al een ander proces mee (`levensloop up` van het eigen knooppunt doet dat vanzelf). "
                "Twee met één sleutel zouden elk een andere geschiedenis kunnen ondertekenen. Stop het eerste, of laat dit weg."
            )
        before = Path(os.read(handle, 4096).decode(errors="surrogateescape").rstrip("\n") or directory)
        if before != directory and any(before.glob(f"*{SEEN}")):
            raise SecondMemory(
                f"{organisation} onthoudt in {before} wat zij als getuige zag, en dus niet ook in {directory}: met één sleutel en twee "
                f"mappen zou zij twee geschiedenissen kunnen ondertekenen. Geef die map, of verplaats haar naar {directory}."
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{directory}\n".encode(errors="surrogateescape"), 0)
        os.fsync(handle)
        yield
    finally:
        os.close(handle)
