"""The negative corpus: bundles that are each broken in exactly one way, with the reason that each must be refused for.

Made at test time from one log, so that a change of the format changes them all. `CORPUS`: name → what it is.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from levensloop.verifier.bundle_scope import OneCase, WholeLog
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.verify_bundle import Asked
from support.breaking import (
    BOTH,
    CASE,
    ELSEWHERE,
    ERASE,
    FIRST,
    FORGER,
    GONE_AT,
    GOOD,
    JUDGED,
    LAST,
    MATRIX,
    NAMES_MATRIX,
    NO_MATRIX,
    NO_TABLE,
    SECOND,
    SEEN,
    STRANGER,
    THIEF,
    TWICE_AT,
    TWO_LOGS,
    WIDER,
    Broken,
    dated,
    earlier_of,
    edited,
    evil_earlier,
    flip,
    log_with,
    longer,
    of_another_zvh,
    opened,
    opened_after_destruction,
    other_history,
    resealed,
    said_of,
    swap,
    two_messages,
    with_account,
    with_entry,
)
from support.broken_successions import SUCCESSIONS
from support.bundled_log import ASKED, BELIEVED, NOW, PAPERS, SIZES, A, B, period, pinning
from support.verified_log import LOG, WITNESSES

CORPUS: Mapping[str, Broken] = {
    **SUCCESSIONS,
    # the file
    "truncated file": Broken(lambda: GOOD.bundle()[:-60], "Truncated"),
    "without closing line": Broken(lambda: GOOD.bundle().rsplit(b"\n", 2)[0] + b"\n", "Truncated"),
    "empty file": Broken(lambda: b"", "Truncated"),
    "trailing bytes": Broken(lambda: GOOD.bundle() + b"\n", "TrailingBytes"),
    "unknown format version": Broken(edited(lambda e: e.lines[0].update(version=2)), "UnknownVersion"),
    "another spelling": Broken(lambda: GOOD.bundle().replace(b'"record":3,', b'"record": 3,'), "LineMalformed"),
    "a field twice": Broken(
        lambda: GOOD.bundle().replace(b'{"record":3,', b'{"record":3,"record":3,'), "LineMalformed"
    ),
    "an unknown line": Broken(edited(lambda e: e.lines.insert(1, {"remark": "x"})), "LineMalformed", said="Regel 2 "),
    "count wrong": Broken(edited(lambda e: None, end={"records": 28}), "CountWrong"),
    "digest of the file wrong": Broken(edited(lambda e: None, end={"sha256": "0" * 64}), "DigestWrong"),
    # whom to believe
    "nobody believed": Broken(GOOD.bundle, "NoTrust", asked=Asked(None, NOW)),
    "wrong key": Broken(lambda: log_with(log=THIEF).bundle(), "NotSigned"),
    "revoked key": Broken(GOOD.bundle, "KeyRevoked", asked=dated(LOG, revoked=SEEN - 3600)),
    "expired key": Broken(GOOD.bundle, "KeyExpired", asked=dated(LOG, until=SEEN - 3600)),
    "key not valid yet": Broken(GOOD.bundle, "KeyExpired", asked=dated(LOG, since=SEEN + 3600)),
    "revoked witness": Broken(GOOD.bundle, "KeyRevoked", asked=dated(WITNESSES[0], revoked=SEEN - 3600)),
    "expired witness": Broken(GOOD.bundle, "KeyExpired", asked=dated(WITNESSES[1], until=SEEN)),
    "wrong origin": Broken(
        lambda: log_with(log=ELSEWHERE).bundle(),
        "WrongOrigin",
        asked=replace(TWO_LOGS, believed=replace(BELIEVED, policy=BOTH)),
    ),
    "forged cosignature": Broken(
        edited(lambda e: e.only("head").update(head=e.only("head")["head"][:-8] + "AAAAA==\n")),
        "BadSignature",
        said="gemeente",
    ),
    "cosignature by another key of that name": Broken(
        lambda: log_with(witnesses=(WITNESSES[0], FORGER)).bundle(), "QuorumMissed"
    ),
    "too few witnesses": Broken(lambda: log_with(witnesses=WITNESSES[:1]).bundle(), "QuorumMissed", said="w0"),
    "unknown witness only": Broken(lambda: log_with(witnesses=(STRANGER,)).bundle(), "QuorumMissed", said="niemand"),
    "one witness twice": Broken(lambda: log_with(witnesses=WITNESSES[:1] * 2).bundle(), "QuorumMissed"),
    "checkpoint from the future": Broken(lambda: log_with(seen={GOOD.size: NOW + 3600}).bundle(), "FromTheFuture"),
    # its history
    "rolled-back checkpoint": Broken(GOOD.bundle, "RolledBack", asked=replace(ASKED, kept=longer())),
    "split view": Broken(GOOD.bundle, "SplitView", asked=replace(ASKED, kept=other_history())),
    "two histories in one bundle": Broken(
        lambda: earlier_of(with_account(3, what="nl.levensloopaanpak.case-excluded.v1"), GOOD.size), "SplitView"
    ),
    "split view of before": Broken(
        GOOD.bundle,
        "SplitView",
        asked=replace(ASKED, kept=with_account(3, what="nl.levensloopaanpak.case-excluded.v1").checkpoint(SIZES[0])),
    ),
    "an earlier checkpoint of another log": Broken(
        lambda: earlier_of(log_with(log=ELSEWHERE), SIZES[0]), "WrongOrigin", asked=TWO_LOGS
    ),
    "an earlier checkpoint that nobody signed": Broken(lambda: earlier_of(log_with(log=THIEF), SIZES[0]), "NotSigned"),
    "a forged cosignature of before": Broken(
        edited(lambda e: e.only("earlier").update(earlier=e.only("earlier")["earlier"][:-8] + "AAAAA==\n")),
        "BadSignature",
    ),
    "no continuation": Broken(evil_earlier, "ConsistencyRefused"),
    "truncated consistency proof": Broken(
        edited(lambda e: e.only("earlier").update(proof=b64encode(b"x" * 32).decode())), "ConsistencyRefused"
    ),
    "no proof from the auditor's checkpoint": Broken(
        lambda: log_with(sizes=()).bundle(), "ContinuationMissing", asked=replace(ASKED, kept=GOOD.checkpoint(SIZES[0]))
    ),
    # its records
    "changed record": Broken(
        edited(lambda e: e.entry(6, lambda b: b.replace(b"2025-03-03", b"2025-03-02", 1))),
        "InclusionRefused",
        6,
        said="wortel",
    ),
    "removed record": Broken(edited(lambda e: e.lines.remove(e.record(6))), "RecordMissing", 6),
    "removed last record": Broken(
        edited(lambda e: e.lines.remove(e.record(GOOD.size - 1))), "RecordMissing", GOOD.size - 1
    ),
    "reordered records": Broken(edited(swap), "RecordMissing", 4),
    "reordered records of a case": Broken(
        edited(lambda e: e.lines.insert(e.at(FIRST), e.lines.pop(e.at(SECOND))), scope=CASE), "InclusionRefused", SECOND
    ),
    "inserted record": Broken(
        edited(lambda e: e.lines.insert(-1, {**e.record(3), "record": GOOD.size})), "InclusionRefused", GOOD.size
    ),
    "duplicated record": Broken(edited(lambda e: e.lines.insert(e.at(7), e.record(6))), "OutOfOrder", 6),
    "wrong index": Broken(
        edited(lambda e: e.record(LAST).update(record=LAST + 1), scope=CASE), "InclusionRefused", LAST + 1
    ),
    "wrong root": Broken(lambda: GOOD.bundle(head=GOOD.checkpoint(root=b"\1" * 32), earlier=[]), "InclusionRefused", 0),
    "wrong hash in a proof": Broken(
        edited(lambda e: e.record(0).update(proof=flip(e.record(0)["proof"], 50))), "InclusionRefused", 0
    ),
    "truncated proof": Broken(
        edited(lambda e: e.record(0).update(proof=e.record(0)["proof"][:128])), "InclusionRefused", 0, said="kort"
    ),
    "proof too long": Broken(
        edited(lambda e: e.record(1).update(proof=b64encode(bytes(96)).decode())), "InclusionRefused", 1, said="te lang"
    ),
    "half a hash": Broken(edited(lambda e: e.record(0).update(proof=e.record(0)["proof"][:100])), "LineMalformed"),
    "not a record": Broken(lambda: with_entry(5, b'{"a":1}'), "RecordMalformed", 5),
    "a record with a field too many": Broken(
        lambda: with_entry(5, GOOD.entries[5][:-1] + b',"remark":"x"}'), "RecordMalformed", 5, said="remark"
    ),
    "a record of a day that is none": Broken(
        lambda: with_entry(5, re.sub(rb'"at":"[^"]*"', b'"at":"0001-01-01T00:00:00+14:00"', GOOD.entries[5])),
        "RecordMalformed",
        5,
    ),
    "a record with a field twice": Broken(
        lambda: with_entry(5, GOOD.entries[5].replace(b'{"id"', b'{"what":"x","id"')),
        "RecordMalformed",
        5,
        said="schrijfwijze",
    ),
    "more than a sealed text": Broken(
        lambda: with_entry(5, GOOD.entries[5].replace(b'{"sealed":', b'{"more":1,"sealed":')), "RecordMalformed", 5
    ),
    "who acted in clear": Broken(
        lambda: with_entry(5, b'{"functionary":"wijkagent"}'), "RecordMalformed", 5, said="versleuteld"
    ),
    "a record of another ZVH": Broken(lambda: with_account(5, zvh="zvh-rotterdam").bundle(), "RecordOfAnother", 5),
    "every record of another ZVH": Broken(of_another_zvh, "RecordOfAnother", 0, said="logboek levensloopaanpak.nl/"),
    "a record from the future": Broken(
        lambda: with_account(5, at=GOOD.accounts[20].at).bundle(), "RecordFromTheFuture", 5
    ),
    # their scope
    "other case's record": Broken(
        lambda: said_of(OneCase(A, complete=False), OneCase(B, complete=False)), "OutOfScope", 2, said="anders"
    ),
    "key of another case": Broken(
        lambda: said_of(OneCase(A, complete=True), WholeLog()), "OutOfScope", 2, said="openen"
    ),
    "key held back": Broken(
        edited(lambda e: e.record(6).update(state="withheld", key=None)), "OutOfScope", 6, said="achtergehouden"
    ),
    "a record after the period": Broken(
        lambda: said_of(period(GOOD), period(GOOD, end=SIZES[1] + 2)), "OutOfScope", SIZES[1] + 1
    ),
    "a period that begins later than it says": Broken(
        lambda: GOOD.bundle(replace(period(GOOD), since=period(GOOD).since - timedelta(seconds=1))),
        "PeriodUnproven",
        SIZES[0],
    ),
    "a period that ends sooner than it says": Broken(
        lambda: GOOD.bundle(replace(period(GOOD), until=period(GOOD).until + timedelta(seconds=1))),
        "PeriodUnproven",
        SIZES[1],
    ),
    "a period without records": Broken(
        lambda: GOOD.bundle(replace(period(GOOD), first=20, end=20)), "PeriodUnproven", 20
    ),
    "a period that lacks its first": Broken(
        edited(lambda e: e.lines.remove(e.record(SIZES[0])), scope=period(GOOD)), "RecordMissing", SIZES[0]
    ),
    # who acted
    "record key of another record": Broken(
        edited(lambda e: e.record(6).update(key=e.record(7)["key"])), "RecordKeyRefused", 6
    ),
    "erased record claimed unerased": Broken(
        edited(lambda e: e.record(GONE_AT).update(state="opened", key=b64encode(bytes(32)).decode())),
        "RecordKeyRefused",
        GONE_AT,
    ),
    "destroyed key that is still there": Broken(edited(lambda e: opened(e, GONE_AT)), "DestructionUndone", GONE_AT),
    "destroyed key that is used again": Broken(opened_after_destruction, "DestructionUndone", ERASE + 1),
    "unerased record claimed erased": Broken(
        edited(lambda e: e.record(6).update(state="erased", key=None)), "ErasureUnproven", 6
    ),
    "destruction of another key": Broken(
        lambda: with_account(ERASE, codes=("0" * 18,)).bundle(), "ErasureUnproven", GONE_AT
    ),
    "sealed for another record": Broken(lambda: with_entry(6, resealed()), "RecordTampered", 6),
    # the matrix
    "matrix text changed": Broken(
        edited(lambda e: e.only("paper", 2).update(text=e.only("paper", 2)["text"] + "x,at,process\n")),
        "PaperChanged",
        said="2/matrix.csv",
    ),
    "matrix text and hash changed": Broken(
        lambda: GOOD.bundle(papers=[*PAPERS[:2], paper(MATRIX.name, MATRIX.text + "x\n")]),
        "PaperDistrusted",
        asked=replace(ASKED, believed=replace(BELIEVED, papers={MATRIX.name: MATRIX.sha256})),
    ),
    "matrix version missing": Broken(
        lambda: GOOD.bundle(papers=PAPERS[:1]), "PaperMissing", NAMES_MATRIX, said="grants.csv"
    ),
    "matrix widened": Broken(
        lambda: GOOD.bundle(papers=[PAPERS[0], WIDER, PAPERS[2]]), "PaperDistrusted", said="grants"
    ),
    "a judgement of the matrix that there never was": Broken(
        lambda: GOOD.bundle(papers=[JUDGED, *PAPERS[1:]]), "PaperDistrusted", said="versions.csv"
    ),
    "versions of the matrix left out": Broken(
        lambda: GOOD.bundle(papers=PAPERS[1:]), "PaperMissing", NAMES_MATRIX, said="versions.csv"
    ),
    "another register": Broken(
        lambda: GOOD.bundle(papers=[*PAPERS, paper("register/1.csv", "code\nalles\n")]),
        "PaperDistrusted",
        said="register",
    ),
    "who might do what changed": Broken(
        lambda: GOOD.bundle(papers=[*PAPERS, paper("authorisation/2-0123456789abcdef.txt", "iedereen mag alles")]),
        "AuthorisationChanged",
        said="wie wat mocht",
    ),
    "a text that is no table": Broken(
        lambda: GOOD.bundle(papers=[NO_TABLE, *PAPERS[1:]]),
        "Malformed",
        asked=pinning(NO_TABLE),
        said="tabel",
    ),
    "a text twice": Broken(lambda: GOOD.bundle(papers=[*PAPERS, PAPERS[0]]), "Malformed", said="twee keer"),
    "no matrix in the text": Broken(
        lambda: GOOD.bundle(papers=[PAPERS[0], NO_MATRIX, PAPERS[2]]),
        "Malformed",
        asked=pinning(NO_MATRIX),
        said="matrix",
    ),
    # what they cover
    "a position with two messages": Broken(
        lambda: with_account(TWICE_AT, covers=two_messages()).bundle(),
        "CoverageRefused",
        TWICE_AT,
        said="ander bericht",
    ),
    "extension digest wrong": Broken(
        lambda: log_with(extensions={GOOD.size: (f"LOG_zvh-haaglanden 24 12 {'0' * 64}",)}).bundle(), "CoverageRefused"
    ),
    "extension of a stream left out": Broken(lambda: log_with(extensions={GOOD.size: ()}).bundle(), "CoverageRefused"),
    "extension of another form": Broken(
        lambda: log_with(extensions={GOOD.size: ("LOG",)}).bundle(), "Malformed", said="stroom"
    ),
}
