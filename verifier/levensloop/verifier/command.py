"""`levensloop-verify`: what an auditor runs on his own machine. Needs this member and the contracts; no network, no running system."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from levensloop.verifier.errors import AuditError
from levensloop.verifier.steps import Check
from levensloop.verifier.telling import tell
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, verify

USAGE = 2
"""Exit status: the command was given wrongly, or a file cannot be read."""


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
            None if trust is None else Believed.parse(trust.read_bytes()),
            int(time.time()),
            None if earlier is None else earlier.read_bytes(),
            wanted,
        )
        with _opened(file) as bundle, _written(records) as out, _written(keep) as kept:
            status = tell(
                verify(bundle, question),
                sys.stdout,
                as_json=as_json,
                records=out,
                keep=kept,
            )
    except AuditError as wrong:
        print(wrong, file=sys.stderr)
        return Check.TRUST.status
    except OSError as wrong:
        print(f"{wrong.filename}: niet te lezen of te schrijven ({wrong.strerror}).", file=sys.stderr)
        return USAGE
    for written in filter(None, (records, keep)):
        _settle(written, status)
    return status


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


def command_parser() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(
        prog="levensloop-verify",
        description="Controleer een bundel uit een verantwoordingslogboek, zonder netwerk en zonder ons systeem.",
        add_help=False,
    )
    parser.add_argument("file", metavar="BESTAND", help="de bundel; `-` is standaardinvoer")
    parser.add_argument("--trust", type=Path, metavar="TOML", help="wie u vertrouwt: sleutels, getuigen en data")
    parser.add_argument("--earlier", type=Path, metavar="CONTROLEPUNT", help="een controlepunt dat u eerder bewaarde")
    parser.add_argument(
        "--asked",
        metavar="MOMENT",
        help="wanneer u de bundel vroeg (ISO 8601; zonder zone: de tijd van deze machine): zo ver hoort zij te gaan",
    )
    parser.add_argument("--records", type=Path, metavar="BESTAND", help="schrijf de bewezen regels als JSON-regels")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="BESTAND",
        help="bewaar het nieuwste controlepunt, als alles klopt: de volgende keer voor `--earlier`",
    )
    parser.add_argument("--json", action="store_true", help="zeg het als JSON-regels")
    parser.add_argument("-h", "--help", action="help", help="toon deze uitleg")
    return parser


if __name__ == "__main__":
    sys.exit(main())
