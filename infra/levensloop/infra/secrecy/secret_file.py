"""Files with private keys: for their owner's eyes only, and replaced whole or not at all."""

import os
from pathlib import Path


def read_secret(path: Path) -> str:
    """Raises OSError, ValueError (Dutch) when others can read it too or when it is no ASCII text."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ValueError(f"leesbaar voor anderen; geef `chmod 600 {path}` en vervang de sleutel")
    return path.read_text(encoding="ascii")


def write_secret(path: Path, text: str) -> None:
    """Never readable by others, not for a moment; on disk before it takes the place of what was there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
