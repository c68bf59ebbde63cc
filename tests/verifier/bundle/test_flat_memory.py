"""A bundle is verified in memory that does not grow with its records."""

import gc
import tracemalloc
from datetime import timedelta
from pathlib import Path

from levensloop.contracts.accountability import Operation
from levensloop.verifier.steps import Failed
from levensloop.verifier.verify_bundle import verify
from support.bundled_log import ASKED, START, A, BundledLog, account

SMALL, LARGE = 300, 3000
SEEN = int((START + timedelta(hours=1)).timestamp())
ROOM = 200_000
"""Bytes that the larger may take more: far less than its records, which are some 2 MB."""


def written(directory: Path, count: int) -> Path:
    """A bundle of so many records, as a file."""
    at = START + timedelta(minutes=1)
    accounts = [account(number, Operation.CONSULT, "inclusion.case", A, at=at) for number in range(count)]
    file = directory / str(count)
    file.write_bytes(BundledLog(accounts, sizes=(), seen={count: SEEN}).bundle())
    return file


def peak(file: Path) -> int:
    """Bytes in use at most while it is verified."""
    gc.collect()
    with file.open("rb") as bundle:
        tracemalloc.start()
        try:
            for step in verify(bundle, ASKED):
                assert not isinstance(step, Failed), step
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_ten_times_the_records_take_no_more_memory(tmp_path: Path) -> None:
    small, large = written(tmp_path, SMALL), written(tmp_path, LARGE)
    assert large.stat().st_size > small.stat().st_size + 10 * ROOM
    peak(small)  # what is imported and kept once
    assert peak(large) < peak(small) + ROOM
