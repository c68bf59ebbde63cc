"""The negative corpus: bundles that are each broken in exactly one way, with the reason that each must be refused for.

Made at test time from one log, so that a change of the format changes them all; what is to be one way wrong is right in all others: trees
are built again, checkpoints signed again, counts and digests follow. `CORPUS`: name → what it is.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, Operation
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
    NOW,
    PAPERS,
    SIZES,
    A,
    B,
    BundledLog,
    account,
    accounts,
    period,
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


@dataclass(frozen=True, slots=True)
class Broken:
    """A file, how it is asked about, and what must be said: the class of the failure, and the entry that it is about."""

    make: Callable[[], bytes]
    name: str
    index: int | None = None
    asked: Asked = ASKED
    said: str = ""


def _edit(change: Callable[[Edited], object], **how: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        found = Edited(GOOD.bundle(how.get("scope", WholeLog())))
        change(found)
        return found.spelt(**how.get("end", {}))

    return make


def _log(**changes: Any) -> BundledLog:
    return BundledLog(**changes)


def _account(index: int, **changes: Any) -> BundledLog:
    """The same log with one record otherwise from the beginning."""
    found = accounts()
    found[index] = found[index].model_copy(update=changes)
    return BundledLog(found)


def _replaced(at: int, entry: bytes) -> bytes:
    """The same log with other bytes at one place from the beginning."""
    log = BundledLog()
    log.entries[at] = entry
    log.grow()
    return log.bundle()


def _swap(found: Edited) -> None:
    one, other = found.at(4), found.at(5)
    found.lines[one], found.lines[other] = found.lines[other], found.lines[one]


def _flip(encoded: str, at: int = 0) -> str:
    return ("A" if encoded[at] != "A" else "B").join((encoded[:at], encoded[at + 1 :]))


def _opened(found: Edited, index: int) -> None:
    """Who acted in a destroyed case, with a key that was kept."""
    key = key_of_record(KEYS[GONE], GOOD.accounts[index].id).secret
    found.record(index).update(state="opened", key=b64encode(key).decode())


def _other_history() -> bytes:
    """What the auditor's own checkpoint is of: the same log with other entries, signed and cosigned as well."""
    return _account(3, what="nl.levensloopaanpak.case-excluded.v1").checkpoint()


def _longer() -> bytes:
    """A checkpoint of a log that was longer."""
    more = [*accounts(), account(40, Operation.CONSULT, "inclusion.case", B)]
    return BundledLog(more).checkpoint()


def _evil_earlier() -> bytes:
    """An earlier checkpoint that the newest does not continue."""
    other = _account(3, what="nl.levensloopaanpak.case-excluded.v1")
    proof = consistency_proof(SIZES[0], GOOD.size, GOOD.node)
    return GOOD.bundle(earlier=[Earlier(other.checkpoint(SIZES[0]), proof)])


def _dated(key: SignerKey, **dates: int) -> Asked:
    return replace(ASKED, believed=replace(BELIEVED, dates={short(key.verifier): Dates(**dates)}))


_GONE_AT = next(at for at, one in enumerate(GOOD.accounts) if one.case == GONE)
_ERASE = next(at for at, one in enumerate(GOOD.accounts) if one.what == WHO_ACTED_DESTROYED)
_SEEN = GOOD.seen_at(GOOD.size)
_MATRIX = next(one for one in PAPERS if one.name.endswith("matrix.csv"))
_NAMES_MATRIX = next(at for at, one in enumerate(GOOD.accounts) if one.matrix)

CORPUS: Mapping[str, Broken] = {
    # the file
    "truncated file": Broken(lambda: GOOD.bundle()[:-60], "Truncated"),
    "without closing line": Broken(lambda: GOOD.bundle().rsplit(b"\n", 2)[0] + b"\n", "Truncated"),
    "empty file": Broken(lambda: b"", "Truncated"),
    "trailing bytes": Broken(lambda: GOOD.bundle() + b"\n", "TrailingBytes"),
    "unknown format version": Broken(_edit(lambda e: e.lines[0].update(version=2)), "UnknownVersion"),
    "another spelling": Broken(lambda: GOOD.bundle().replace(b'"record":3,', b'"record": 3,'), "LineMalformed"),
    "a field twice": Broken(
        lambda: GOOD.bundle().replace(b'{"record":3,', b'{"record":3,"record":3,'), "LineMalformed"
    ),
    "an unknown line": Broken(_edit(lambda e: e.lines.insert(1, {"remark": "x"})), "LineMalformed", said="Regel 2 "),
    "count wrong": Broken(_edit(lambda e: None, end={"records": 28}), "CountWrong"),
    "digest of the file wrong": Broken(_edit(lambda e: None, end={"sha256": "0" * 64}), "DigestWrong"),
    # whom to believe
    "nobody believed": Broken(GOOD.bundle, "NoTrust", asked=Asked(None, NOW)),
    "wrong key": Broken(lambda: _log(log=THIEF).bundle(), "NotSigned"),
    "revoked key": Broken(GOOD.bundle, "KeyRevoked", asked=_dated(LOG, revoked=_SEEN - 3600)),
    "expired key": Broken(GOOD.bundle, "KeyExpired", asked=_dated(LOG, until=_SEEN - 3600)),
    "key not valid yet": Broken(GOOD.bundle, "KeyExpired", asked=_dated(LOG, since=_SEEN + 3600)),
    "revoked witness": Broken(GOOD.bundle, "KeyRevoked", asked=_dated(WITNESSES[0], revoked=_SEEN - 3600)),
    "expired witness": Broken(GOOD.bundle, "KeyExpired", asked=_dated(WITNESSES[1], until=_SEEN)),
    "wrong origin": Broken(
        lambda: _log(log=ELSEWHERE).bundle(),
        "WrongOrigin",
        asked=replace(
            ASKED,
            believed=replace(BELIEVED, policy=replace(BELIEVED.policy, logs=(LOG.verifier, ELSEWHERE.verifier))),
        ),
    ),
    "forged cosignature": Broken(
        _edit(lambda e: e.only("head").update(head=e.only("head")["head"][:-8] + "AAAAA==\n")),
        "BadSignature",
        said="gemeente",
    ),
    "cosignature by another key of that name": Broken(
        lambda: _log(witnesses=(WITNESSES[0], FORGER)).bundle(), "QuorumMissed"
    ),
    "too few witnesses": Broken(lambda: _log(witnesses=WITNESSES[:1]).bundle(), "QuorumMissed", said="w0"),
    "unknown witness only": Broken(lambda: _log(witnesses=(STRANGER,)).bundle(), "QuorumMissed", said="niemand"),
    "one witness twice": Broken(lambda: _log(witnesses=WITNESSES[:1] * 2).bundle(), "QuorumMissed"),
    "checkpoint from the future": Broken(lambda: _log(seen={GOOD.size: NOW + 3600}).bundle(), "FromTheFuture"),
    # its history
    "rolled-back checkpoint": Broken(GOOD.bundle, "RolledBack", asked=replace(ASKED, kept=_longer())),
    "split view": Broken(GOOD.bundle, "SplitView", asked=replace(ASKED, kept=_other_history())),
    "no continuation": Broken(_evil_earlier, "ConsistencyRefused"),
    "truncated consistency proof": Broken(
        _edit(lambda e: e.only("earlier").update(proof=b64encode(b"x" * 32).decode())), "ConsistencyRefused"
    ),
    "no proof from the auditor's checkpoint": Broken(
        lambda: _log(sizes=()).bundle(), "ContinuationMissing", asked=replace(ASKED, kept=GOOD.checkpoint(SIZES[0]))
    ),
    # its records
    "changed record": Broken(
        _edit(lambda e: e.entry(6, lambda b: b.replace(b"2027-01-11", b"2027-01-10", 1))),
        "InclusionRefused",
        6,
        said="wortel",
    ),
    "removed record": Broken(_edit(lambda e: e.lines.remove(e.record(6))), "RecordMissing", 6),
    "removed last record": Broken(
        _edit(lambda e: e.lines.remove(e.record(GOOD.size - 1))), "RecordMissing", GOOD.size - 1
    ),
    "reordered records": Broken(_edit(_swap), "RecordMissing", 4),
    "reordered records of a case": Broken(
        _edit(lambda e: e.lines.insert(e.at(FIRST), e.lines.pop(e.at(SECOND))), scope=CASE), "InclusionRefused", SECOND
    ),
    "inserted record": Broken(
        _edit(lambda e: e.lines.insert(-1, {**e.record(3), "record": GOOD.size})), "InclusionRefused", GOOD.size
    ),
    "duplicated record": Broken(_edit(lambda e: e.lines.insert(e.at(7), e.record(6))), "OutOfOrder", 6),
    "wrong index": Broken(
        _edit(lambda e: e.record(LAST).update(record=LAST + 1), scope=CASE), "InclusionRefused", LAST + 1
    ),
    "wrong root": Broken(lambda: GOOD.bundle(head=GOOD.checkpoint(root=b"\1" * 32), earlier=[]), "InclusionRefused", 0),
    "wrong hash in a proof": Broken(
        _edit(lambda e: e.record(0).update(proof=_flip(e.record(0)["proof"], 50))), "InclusionRefused", 0
    ),
    "truncated proof": Broken(
        _edit(lambda e: e.record(0).update(proof=e.record(0)["proof"][:128])), "InclusionRefused", 0, said="kort"
    ),
    "proof too long": Broken(
        _edit(lambda e: e.record(1).update(proof=b64encode(bytes(96)).decode())), "InclusionRefused", 1, said="te lang"
    ),
    "half a hash": Broken(_edit(lambda e: e.record(0).update(proof=e.record(0)["proof"][:100])), "LineMalformed"),
    "not a record": Broken(lambda: _replaced(5, b'{"a":1}'), "RecordMalformed", 5),
    "a record with a field too many": Broken(
        lambda: _replaced(5, GOOD.entries[5][:-1] + b',"remark":"x"}'), "RecordMalformed", 5, said="remark"
    ),
    "a record with a field twice": Broken(
        lambda: _replaced(5, GOOD.entries[5].replace(b'{"id"', b'{"what":"x","id"')),
        "RecordMalformed",
        5,
        said="schrijfwijze",
    ),
    "who acted in clear": Broken(
        lambda: _replaced(5, b'{"functionary":"wijkagent"}'), "RecordMalformed", 5, said="versleuteld"
    ),
    "a record of another ZVH": Broken(lambda: _account(5, zvh="zvh-rotterdam").bundle(), "RecordOfAnother", 5),
    "a record from the future": Broken(lambda: _account(5, at=GOOD.accounts[20].at).bundle(), "RecordFromTheFuture", 5),
    # their scope
    "other case's record": Broken(
        lambda: _said_of(OneCase(A, complete=False), OneCase(B, complete=False)), "OutOfScope", 2, said="anders"
    ),
    "key of another case": Broken(
        lambda: _said_of(OneCase(A, complete=True), WholeLog()), "OutOfScope", 2, said="openen"
    ),
    "key held back": Broken(
        _edit(lambda e: e.record(6).update(state="withheld", key=None)), "OutOfScope", 6, said="achtergehouden"
    ),
    "a record after the period": Broken(
        lambda: _said_of(period(GOOD), period(GOOD, end=SIZES[1] + 2)), "OutOfScope", SIZES[1] + 1
    ),
    "a period that lacks its first": Broken(
        _edit(lambda e: e.lines.remove(e.record(SIZES[0])), scope=period(GOOD)), "RecordMissing", SIZES[0]
    ),
    # who acted
    "record key of another record": Broken(
        _edit(lambda e: e.record(6).update(key=e.record(7)["key"])), "RecordKeyRefused", 6
    ),
    "erased record claimed unerased": Broken(
        _edit(lambda e: e.record(_GONE_AT).update(state="opened", key=b64encode(bytes(32)).decode())),
        "RecordKeyRefused",
        _GONE_AT,
    ),
    "destroyed key that is still there": Broken(_edit(lambda e: _opened(e, _GONE_AT)), "DestructionUndone", _GONE_AT),
    "unerased record claimed erased": Broken(
        _edit(lambda e: e.record(6).update(state="erased", key=None)), "ErasureUnproven", 6
    ),
    "destruction of another key": Broken(
        lambda: _account(_ERASE, codes=("0" * 18,)).bundle(), "ErasureUnproven", _GONE_AT
    ),
    "sealed for another record": Broken(lambda: _replaced(6, _resealed()), "RecordTampered", 6),
    # the matrix
    "matrix text changed": Broken(
        _edit(lambda e: e.only("paper", 2).update(text=e.only("paper", 2)["text"] + "x,at,process\n")),
        "PaperChanged",
        said="2/matrix.csv",
    ),
    "matrix text and hash changed": Broken(
        lambda: GOOD.bundle(papers=[*PAPERS[:2], paper(_MATRIX.name, _MATRIX.text + "x\n")]),
        "PaperDistrusted",
        asked=replace(ASKED, believed=replace(BELIEVED, papers={_MATRIX.name: _MATRIX.sha256})),
    ),
    "matrix version missing": Broken(
        lambda: GOOD.bundle(papers=PAPERS[:1]), "PaperMissing", _NAMES_MATRIX, said="grants.csv"
    ),
    "no matrix in the text": Broken(
        lambda: GOOD.bundle(papers=[PAPERS[0], paper(PAPERS[1].name, "x\ny\n"), PAPERS[2]]), "Malformed", said="matrix"
    ),
    # what they cover
    "extension digest wrong": Broken(
        lambda: _log(extensions={GOOD.size: (f"LOG_zvh-haaglanden 24 12 {'0' * 64}",)}).bundle(), "CoverageRefused"
    ),
    "extension of a stream left out": Broken(lambda: _log(extensions={GOOD.size: ()}).bundle(), "CoverageRefused"),
    "extension of another form": Broken(
        lambda: _log(extensions={GOOD.size: ("LOG",)}).bundle(), "Malformed", said="stroom"
    ),
}


def _said_of(said: Any, holds: Any) -> bytes:
    """A bundle of one scope that says to be of another."""
    found = Edited(GOOD.bundle(holds))
    found.lines[0]["scope"] = said.asdict()
    return found.spelt()


def _resealed() -> bytes:
    """What is sealed in one record, beside a text that was changed before it went into the log."""
    return GOOD.entries[6].replace(b'"outcome":"done"', b'"outcome":"withdrawn"')
