"""Who on this machine may read the files of a log. Entries are records, partly in clear: for their owner alone, as bundles and proofs are.

Who serves them as files does so as that owner, or under a group of its own: `chgrp <group> tile/entries; chmod 2750 tile/entries`. The
setgid bit is what tells that choice from what an umask left there; with it all that comes below is readable by the group. Hashes and
checkpoints are for everybody.
"""

import os
import stat
from pathlib import Path

from levensloop.verifier.tile_paths import ENTRIES

_OWNER_DIRECTORY, _OWNER_FILE = 0o700, 0o600
_GROUP_DIRECTORY, _GROUP_FILE = stat.S_ISGID | 0o750, 0o640
_OTHERS = 0o077


def entries_of(directory: Path) -> Path:
    """Below which the entries of a log stand."""
    return directory / "tile" / ENTRIES


def keep_to_owner(directory: Path) -> None:
    """Entries that stand there since before, or that somebody copied, are for their owner again, unless for a group. Raises OSError."""
    entries = entries_of(directory)
    if entries.exists() and not _for_group(entries) and stat.S_IMODE(entries.stat().st_mode) & _OTHERS:
        entries.chmod(_OWNER_DIRECTORY)


def make_for(directory: Path, target: Path) -> int | None:
    """The directories in which this file of the log is to stand; and its mode, None where the umask may say. Raises OSError."""
    entries = entries_of(directory)
    if not target.is_relative_to(entries):
        target.parent.mkdir(parents=True, exist_ok=True)
        return None
    if not entries.exists():
        entries.mkdir(mode=_OWNER_DIRECTORY, parents=True)
    group = _for_group(entries)
    for above in reversed(target.parent.relative_to(entries).parents):
        _made(entries / above, group)
    _made(target.parent, group)
    return _GROUP_FILE if group else _OWNER_FILE


def written(path: Path, data: bytes, mode: int | None) -> None:
    """On disk, with this mode before anything is in it. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666 if mode is None else _OWNER_FILE)
    with os.fdopen(handle, "wb") as file:
        if mode is not None:
            path.chmod(mode)  # also one that an end left half written
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _for_group(entries: Path) -> bool:
    return bool(entries.stat().st_mode & stat.S_ISGID)


def _made(directory: Path, group: bool) -> None:
    if not directory.exists():
        directory.mkdir(mode=_OWNER_DIRECTORY)
        if group:
            directory.chmod(_GROUP_DIRECTORY)
