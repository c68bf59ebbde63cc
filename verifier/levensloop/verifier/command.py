"""`levensloop-verify`: what an auditor runs on his own machine. Needs this member and the contracts; no network, no running system."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from levensloop.contracts.os_errors import why
from levensloop.verifier.asked import command_parser
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.errors import AuditError
from levensloop.verifier.note import Note
from levensloop.verifier.telling import tell
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, KeptRefused, verify

USAGE = 2
"""Exit status: the command was given wrongly, or a file cannot be read or is not what it should be. It says nothing of the bundle."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0: everything holds; from 10: the first check that failed."""
    given = command_parser().parse_args(arguments)
    return run(
        given.file, given.trust, given.earlier, given.records, as_json=given.json, asked=given.asked, keep=given.keep
    )


def run(
    file: str,
    trust: Path | None,
    earlier: Path | None,
    records: Path | None = None,
    *,
    as_json: bool = False,
    asked: str | None = None,
    keep: Path | None = None,
) -> int:
    """What the command does; told on standard output, what cannot be read on standard error. `asked`: ISO 8601, when for the bundle;
    `keep`: where the newest checkpoint goes, for `earlier` the next time."""
    try:
        wanted = None if asked is None else int(datetime.fromisoformat(asked).timestamp())
    except (ValueError, OverflowError):
        print(f"--asked: {asked!r} is geen tijd als 2026-03-02T09:00:00+01:00.", file=sys.stderr)
        return USAGE
    try:
        question = Asked(
            None if trust is None else _trusted(trust),
            int(time.time()),
            None if earlier is None else _checkpoint(earlier),
            wanted,
        )
        with _opened(file) as bundle, _written(records) as out, _written(keep) as kept:
            try:
                status = tell(
                    verify(bundle, question),
                    sys.stdout,
                    as_json=as_json,
                    records=out,
                    keep=kept,
                )
            except KeptRefused as wrong:
                print(f"--earlier {earlier}: {wrong} Over de bundel zegt dit niets.", file=sys.stderr)
                status = USAGE
    except _WrongFile as wrong:
        print(wrong, file=sys.stderr)
        return USAGE
    except OSError as wrong:
        print(f"{wrong.filename}: niet te lezen of te schrijven ({why(wrong)}).", file=sys.stderr)
        return USAGE
    for written in filter(None, (records, keep)):
        _settle(written, status)
    return status


class _WrongFile(Exception):
    """A file of the auditor's own is not what its option asks for. The message is Dutch."""


def _trusted(path: Path) -> Believed:
    try:
        return Believed.parse(path.read_bytes())
    except AuditError as wrong:
        raise _WrongFile(f"--trust {path} is geen vertrouwensbestand: {wrong}") from None


def _checkpoint(path: Path) -> bytes:
    data = path.read_bytes()
    try:
        Checkpoint.parse(Note.parse(data).text)
    except AuditError as wrong:
        raise _WrongFile(f"--earlier {path} is geen controlepunt: {wrong}") from None
    return data


def _opened(file: str) -> "nullcontext[BinaryIO] | BinaryIO":
    return nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")


def private(path: Path) -> BinaryIO:
    """A new file that its owner alone reads: who acted is in it. Raises OSError."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def _written(path: Path | None) -> Iterator[TextIOWrapper | None]:
    if path is None:
        yield None
        return
    with private(_beside(path)) as raw, TextIOWrapper(raw, encoding="utf-8", newline="") as out:
        yield out


def _settle(path: Path, status: int) -> None:
    """Nobody goes on with what comes out of a bundle that does not hold."""
    if status:
        _beside(path).unlink()
    else:
        _beside(path).replace(path)


def _beside(records: Path) -> Path:
    return records.with_name(f"{records.name}.deel")


if __name__ == "__main__":
    sys.exit(main())
