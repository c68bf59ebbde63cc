"""Ways to break one thing of a bundle and leave all else right: trees are built again, checkpoints signed again, counts follow."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, Covered, Operation
from levensloop.infra.secrecy.sealed_account import key_of_record
from levensloop.verifier.bundle_lines import Earlier
from levensloop.verifier.bundle_scope import OneCase, WholeLog
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.proofs import consistency_proof
from levensloop.verifier.trust import Dates, short
from levensloop.verifier.verify_bundle import Asked
from support.bundled_log import (
    ASKED,
    BELIEVED,
    GONE,
    KEYS,
    PAPERS,
    SIZES,
    A,
    B,
    BundledLog,
    account,
    accounts,
)
from support.edited_bundle import Edited
from support.verified_log import LOG, ORIGIN, WITNESSES

STRANGER = SignerKey("vreemde.example/getuige", Kind.COSIGNATURE, b"\x77" * 32)
THIEF = SignerKey(ORIGIN, Kind.NOTE, b"\x66" * 32)
FORGER = SignerKey(WITNESSES[1].name, Kind.COSIGNATURE, b"\x44" * 32)
ELSEWHERE = SignerKey("zvh-rotterdam.example/logboek", Kind.NOTE, b"\x55" * 32)
GOOD = BundledLog()
CASE = OneCase(A, complete=False)
FIRST, SECOND, *_, LAST = (at for at, one in enumerate(GOOD.accounts) if one.case == A)
"""Entries about case A."""


BOTH = replace(BELIEVED.policy, logs=(LOG.verifier, ELSEWHERE.verifier))
TWO_LOGS = replace(ASKED, believed=replace(BELIEVED, policy=BOTH, origin=None))
"""Of an auditor of two ZVHs."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A file, how it is asked about, and what must be said: the class of the failure, and the entry that it is about."""

    make: Callable[[], bytes]
    name: str
    index: int | None = None
    asked: Asked = ASKED
    said: str = ""


def edited(change: Callable[[Edited], object], **how: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        found = Edited(GOOD.bundle(how.get("scope", WholeLog())))
        change(found)
        return found.spelt(**how.get("end", {}))

    return make


def log_with(**changes: Any) -> BundledLog:
    return BundledLog(**changes)


def with_account(index: int, **changes: Any) -> BundledLog:
    """The same log with one record otherwise from the beginning."""
    found = accounts()
    found[index] = found[index].model_copy(update=changes)
    return BundledLog(found)


def of_another_zvh() -> bytes:
    """Every record of another ZVH, in a log that is signed under this one's name."""
    return BundledLog([one.model_copy(update={"zvh": "zvh-rotterdam"}) for one in accounts()]).bundle()


def with_entry(at: int, entry: bytes) -> bytes:
    """The same log with other bytes at one place from the beginning."""
    log = BundledLog()
    log.entries[at] = entry
    log.grow()
    return log.bundle()


def swap(found: Edited) -> None:
    one, other = found.at(4), found.at(5)
    found.lines[one], found.lines[other] = found.lines[other], found.lines[one]


def flip(encoded: str, at: int = 0) -> str:
    return ("A" if encoded[at] != "A" else "B").join((encoded[:at], encoded[at + 1 :]))


def opened(found: Edited, index: int) -> None:
    """Who acted in a destroyed case, with a key that was kept."""
    key = key_of_record(KEYS[GONE], GOOD.accounts[index].id).secret
    found.record(index).update(state="opened", key=b64encode(key).decode())


def other_history() -> bytes:
    """What the auditor's own checkpoint is of: the same log with other entries, signed and cosigned as well."""
    return with_account(3, what="nl.levensloopaanpak.case-excluded.v1").checkpoint()


def longer() -> bytes:
    """A checkpoint of a log that was longer."""
    more = [*accounts(), account(40, Operation.CONSULT, "inclusion.case", B)]
    return BundledLog(more).checkpoint()


def evil_earlier() -> bytes:
    """An earlier checkpoint that the newest does not continue."""
    other = with_account(3, what="nl.levensloopaanpak.case-excluded.v1")
    proof = consistency_proof(SIZES[0], GOOD.size, GOOD.node)
    return GOOD.bundle(earlier=[Earlier(other.checkpoint(SIZES[0]), proof)])


def dated(key: SignerKey, **dates: int) -> Asked:
    return replace(ASKED, believed=replace(BELIEVED, dates={short(key.verifier): Dates(**dates)}))


GONE_AT = next(at for at, one in enumerate(GOOD.accounts) if one.case == GONE)
ERASE = next(at for at, one in enumerate(GOOD.accounts) if one.what == WHO_ACTED_DESTROYED)
SEEN = GOOD.seen_at(GOOD.size)
MATRIX = next(one for one in PAPERS if one.name.endswith("matrix.csv"))
WIDER = paper(PAPERS[1].name, PAPERS[1].text.replace(",,,\n", ",health,,\n", 1))
"""A line of the matrix that carries more than it does."""
JUDGED = paper(PAPERS[0].name, PAPERS[0].text.replace(",,voorstel", ",RAC-1,vastgesteld"))
NO_TABLE = paper(PAPERS[0].name, "version\n" + "x" * 200_000)
NO_MATRIX = paper(PAPERS[1].name, "x\ny\n")
NAMES_MATRIX = next(at for at, one in enumerate(GOOD.accounts) if one.matrix)


TWICE_AT = next(at for at, one in enumerate(GOOD.accounts) if at > 8 and one.covers)


def two_messages() -> tuple[Covered, ...]:
    """What the first record covers, with another digest."""
    return tuple(one.model_copy(update={"digest": "0" * 64}) for one in GOOD.accounts[0].covers)


def said_of(said: Any, holds: Any) -> bytes:
    """A bundle of one scope that says to be of another."""
    found = Edited(GOOD.bundle(holds))
    found.lines[0]["scope"] = said.asdict()
    return found.spelt()


def resealed() -> bytes:
    """What is sealed in one record, beside a text that was changed before it went into the log."""
    return GOOD.entries[6].replace(b'"outcome":"done"', b'"outcome":"withdrawn"')


def opened_after_destruction() -> bytes:
    """Who acted in a record of after the destruction, under the key that was destroyed."""
    found = accounts()
    found[ERASE + 1] = found[ERASE + 1].model_copy(update={"case": GONE})
    edited = Edited(BundledLog(found).bundle())
    key = key_of_record(KEYS[GONE], found[ERASE + 1].id).secret
    edited.record(ERASE + 1).update(state="opened", key=b64encode(key).decode())
    return edited.spelt()


def earlier_of(log: BundledLog, size: int) -> bytes:
    """A bundle with a checkpoint of something else among its earlier ones."""
    return GOOD.bundle(earlier=[Earlier(log.checkpoint(size), consistency_proof(size, GOOD.size, GOOD.node))])
