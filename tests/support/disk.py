"""All that is in the files of a server, also while it works."""

from pathlib import Path

_TIMES = 100


def files_in(directory: Path) -> dict[Path, bytes]:
    """Each file below it, in order, with its bytes. A server that works writes some of its files beside their place and puts them
    there after: where one was gone before it was read, all is read again."""
    for _ in range(_TIMES):
        try:
            return {path: path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}
        except FileNotFoundError:
            continue
    raise AssertionError(f"the files in {directory} never stood still")
