"""Of a log whose key was replaced: bundles with something wrong about who follows whom. `SUCCESSIONS` is a part of the negative corpus."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.note import Note
from levensloop.verifier.succession import Succession, succeed
from levensloop.verifier.trust import Dates, short
from levensloop.verifier.verify_bundle import Asked
from support.breaking import ELSEWHERE, THIEF, TWO_LOGS, Broken, log_with
from support.bundled_log import ASKED, BELIEVED, SIZES, BundledLog
from support.merkle import root_of
from support.verified_log import LOG, ORIGIN

NEXT = SignerKey(ORIGIN, Kind.NOTE, b"\x99" * 32)
AT = SIZES[0]
"""After so many entries `NEXT` signs."""
REPLACED = BundledLog(handed=AT, follower=NEXT)


def word(old: SignerKey = LOG, new: SignerKey = NEXT, size: int = AT, root: bytes | None = None) -> Note:
    """Of the old key, for the new."""
    return succeed(Succession(ORIGIN, size, root or root_of(size, REPLACED.node), new.verifier), old, new)


def over_both(*words: Note, log: BundledLog = REPLACED, **front: Any) -> bytes:
    """A bundle over checkpoints of both keys, with these words."""
    return log.bundle(successions=[one.format() for one in words], **front)


def trusting(*keys: SignerKey, **dates: Dates) -> Asked:
    """An auditor with these keys of the log; `old` and `new` are dates."""
    told = {short({"old": LOG, "new": NEXT}[name].verifier): when for name, when in dates.items()}
    policy = replace(BELIEVED.policy, logs=tuple(key.verifier for key in keys))
    return replace(ASKED, believed=replace(BELIEVED, policy=policy, dates=told))


def _half(note: Note, at: int) -> Note:
    return Note(note.text, note.signatures[at : at + 1])


def _forged() -> Note:
    told = word()
    old, new = told.signatures
    return Note(told.text, (replace(old, value=bytes(64)), new))


SUCCESSIONS: Mapping[str, Broken] = {
    "another key in place of the old one": Broken(over_both, "NotSigned"),
    "a new key that nobody but itself vouches for": Broken(lambda: over_both(_half(word(), 1)), "NotSigned"),
    "the word of a key that nobody believes": Broken(
        lambda: over_both(word(old=THIEF, new=SignerKey(ORIGIN, Kind.NOTE, b"\x98" * 32))), "NotSigned"
    ),
    "the word of the key of another log": Broken(
        lambda: over_both(word(old=ELSEWHERE)),
        "NotSigned",
        asked=TWO_LOGS,
    ),
    "the word of a revoked key": Broken(
        lambda: over_both(word()), "KeyRevoked", asked=trusting(LOG, old=Dates(revoked=REPLACED.seen_at(AT) + 1))
    ),
    "the word of a key that had expired": Broken(
        lambda: over_both(word()), "KeyExpired", asked=trusting(LOG, old=Dates(until=REPLACED.seen_at(AT)))
    ),
    "what the stolen key signed after it was replaced": Broken(
        lambda: log_with().bundle(),
        "KeyRevoked",
        asked=trusting(NEXT, LOG, old=Dates(revoked=REPLACED.seen_at(AT) + 1)),
    ),
    "a checkpoint by the key that was replaced": Broken(
        lambda: over_both(word(), log=log_with(), earlier=[REPLACED.earlier(AT)]), "KeyReplaced", said=f"na {AT} regels"
    ),
    "an earlier checkpoint by the key that was replaced": Broken(
        lambda: over_both(word(), earlier=[log_with().earlier(size) for size in SIZES]),
        "KeyReplaced",
        asked=trusting(NEXT, LOG),
    ),
    "the auditor's own checkpoint by the key that was replaced": Broken(
        lambda: over_both(word()), "KeyReplaced", asked=replace(ASKED, kept=log_with().checkpoint(SIZES[1]))
    ),
    "a word that the new key did not sign": Broken(
        lambda: over_both(_half(word(), 0)), "SuccessionRefused", said="zelf tekende niet"
    ),
    "a word for two": Broken(lambda: over_both(word(), word(new=THIEF)), "SuccessionRefused", said="twee opvolgers"),
    "a word at a checkpoint that is not shown": Broken(
        lambda: over_both(word(size=AT + 1)), "SuccessionRefused", said=f"{AT + 1} regels"
    ),
    "a word at another history": Broken(lambda: over_both(word(root=b"\1" * 32)), "SplitView"),
    "a forged word": Broken(lambda: over_both(_forged()), "BadSignature"),
    "a word of another form": Broken(
        lambda: over_both(Note(word().text.replace("/v1", "/v2"), word().signatures)), "Malformed", said="sleutelwissel"
    ),
}
