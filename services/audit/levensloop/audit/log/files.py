"""The directory with the files of a log: one writer at a time, and small files replaced whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

try:
    import fcntl
except ImportError:  # not on Windows, where nobody else is kept out
    fcntl = None  # type: ignore[assignment]

_LOCK = ".lock"


@contextmanager
def locked(directory: Path) -> Iterator[bool]:
    """Whether this directory is ours to write to, until the block ends; never waits. Readable by others: it is to be served.

    The lock is of the file that we hold open: it ends with us, however we end.
    """
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield taken(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """On disk before it takes the place of what was there; each writer beside it in a file of its own, so that several may write at once.

    Readable by others where the directory lets them. Raises OSError, and then nothing is left behind.
    """
    beside = path.with_name(f"{path.name}.{uuid4().hex}.new")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _kept(path.parent)


def _kept(directory: Path) -> None:
    """That the file stands there under its name is on disk too, where a directory can be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def taken(handle: int) -> bool:
    """Whether the lock of this open file is ours now, until it is closed. Never waits."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
