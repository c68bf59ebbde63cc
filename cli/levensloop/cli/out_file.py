"""Files that a command makes for its user: for the owner's eyes only, for they tell of people, or of what was asked about them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from levensloop.contracts.os_errors import why
from levensloop.infra.nodes.errors import NodesError


@contextmanager
def owner_only(path: Path) -> Iterator[BinaryIO]:
    """Empty, and the owner's alone also where others could read what was there. Raises OSError."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        os.fchmod(file.fileno(), 0o600)  # one that was there already keeps its mode otherwise
        yield file


@contextmanager
def out_file(out: Path) -> Iterator[BinaryIO]:
    """What `--out` names. Raises NodesError when it cannot be written."""
    try:
        with owner_only(out) as file:
            yield file
    except OSError as error:
        raise NodesError(f"{out} is niet te schrijven ({why(error)}). Kies met --out een andere plaats.") from error


def write(out: Path, content: bytes) -> None:
    """All of it to what `--out` names. Raises as `out_file`."""
    with out_file(out) as file:
        file.write(content)
