"""A bundle of a whole log verified as an auditor does, against reading its lines and against plain SHA-256 of its records.

Each record is proven to be in the log, read as an accountability record, and opened with its own key; the baselines do none of that.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from bench.child import UNITS, in_child
from bench.rounds import Trial
from levensloop.contracts.accountability import Account, Capacity, LogPurpose, Operation
from levensloop.contracts.log_names import log_name
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.sealed_account import key_of_record, seal_account
from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.bundle_scope import WholeLog
from levensloop.verifier.bundle_writer import BundleWriter
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.policy import NONE, Policy
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked

LOG = SignerKey(log_name("zvh-haaglanden"), Kind.NOTE, b"\1" * 32)
KEY = Key("0" * 18, b"\2" * 32)
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
ASKED = Asked(Believed(Policy((LOG.verifier,), {}, {}, NONE)), int((BEGIN + timedelta(days=400)).timestamp()))
SIZES = (10_000, 100_000, 1_000_000)
REPEATED = 10_000
"""Larger bundles have one round, and none to warm up."""
VERIFYING = "bench.verifying"


@asynccontextmanager
async def trial(home: Path, count: int) -> AsyncIterator[Trial]:
    """So many records; `home` gets the file."""
    home.mkdir()  # noqa: ASYNC240 - nothing else runs
    file = home / "bundle"
    make(home, file, count)

    yield Trial(
        f"A bundle of {count:,} records, {file.stat().st_size / 1e6:,.0f} MB",
        UNITS,
        (
            in_child("its lines read", VERIFYING, "read", file, count),
            in_child("each line parsed, SHA-256 of each record", VERIFYING, "hashed", file, count),
            in_child("verified", VERIFYING, "verified", file, count),
        ),
        rounds=3 if count <= REPEATED else 1,
        size=count,
        warm=count <= REPEATED,
    )


def make(home: Path, file: Path, count: int) -> None:
    """A log of so many records, all of one case, and its bundle."""
    writer = TileWriter(home / "log")
    for index in range(count):
        writer.append(seal_account(_account(index), KEY))
    writer.flush()
    tiles = Tiles(in_directory(home / "log"), count)
    head = checkpoints.sign(Checkpoint(LOG.name, count, writer.root), LOG)
    with file.open("wb") as out:
        bundle = BundleWriter(out, count, tiles.node)
        bundle.front(BEGIN, LogPurpose.LAWFULNESS, WholeLog(), head.format())
        for index, entry in enumerate(tiles.entries()):
            bundle.record(index, entry, State.OPENED, key_of_record(KEY, _id(index)).secret)
        bundle.close()


def _account(index: int) -> Account:
    return Account(
        id=_id(index),
        at=BEGIN + timedelta(seconds=index),
        zvh="zvh-haaglanden",
        operation=Operation.CONSULT,
        what="inclusion.case",
        organisation="politie-haaglanden",
        functionary="wijkagent",
        role=Role.POLITIE,
        standing=WgsStanding.PUBLIC,
        capacity=Capacity.EXECUTING,
        authorisation="2-0123456789abcdef",
        case=_id(1),
    )


def _id(index: int) -> UUID:
    return UUID(int=index << 80 | 0x4 << 76 | 0x8 << 60 | index)
