"""A bundle over checkpoints of two keys of the log: believed by the word of the old one, or by an auditor who names both."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from levensloop.verifier.bundle_lines import spelt
from levensloop.verifier.bundle_scope import OneCase
from levensloop.verifier.errors import Malformed
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.note import sign
from levensloop.verifier.steps import Failed
from levensloop.verifier.succession import Succession, handed
from levensloop.verifier.trust import Dates
from levensloop.verifier.verify_bundle import Asked, Step, verify
from support.broken_successions import AT, NEXT, REPLACED, over_both, trusting, word
from support.bundled_log import ASKED, SIZES, A, BundledLog
from support.edited_bundle import Edited
from support.verified_log import LOG, ORIGIN


def steps(data: bytes, asked: Asked = ASKED) -> list[Step]:
    return list(verify(io.BytesIO(data), asked))


def held(data: bytes, asked: Asked = ASKED) -> None:
    found = [step for step in steps(data, asked) if isinstance(step, Failed)]
    assert not found, found[0]


def test_who_believes_the_old_key_believes_the_one_that_it_vouches_for() -> None:
    held(over_both(word()))
    held(over_both(word()), trusting(LOG, old=Dates(until=REPLACED.seen_at(AT) + 1)))
    held(over_both(word()), replace(ASKED, kept=REPLACED.checkpoint(SIZES[1])))


def test_who_names_both_needs_no_word() -> None:
    """Of a key that was lost or stolen there is none; each counts for its own time."""
    seen = REPLACED.seen_at(AT)
    for old in (Dates(until=seen + 1), Dates(revoked=seen + 1), Dates(until=seen + 1, revoked=seen + 1)):
        held(over_both(), trusting(NEXT, LOG, old=old, new=Dates(since=seen + 1)))
    held(over_both(word()), trusting(NEXT, LOG, old=Dates(revoked=seen + 1)))


def test_a_bundle_of_before_verifies_on() -> None:
    """With the trust file of then, and with the one that names both."""
    old = BundledLog(REPLACED.accounts[:AT], sizes=())
    for asked in (ASKED, trusting(NEXT, LOG, old=Dates(until=REPLACED.seen_at(AT) + 1))):
        held(old.bundle(OneCase(A, complete=False)), asked)


def test_words_follow_one_another() -> None:
    third = SignerKey(ORIGIN, Kind.NOTE, b"\x97" * 32)
    log = BundledLog(handed=SIZES[1], follower=third)
    earlier = [REPLACED.earlier(SIZES[0]), REPLACED.earlier(SIZES[1])]
    held(over_both(word(), word(NEXT, third, SIZES[1]), log=log, earlier=earlier))
    last = steps(over_both(word(NEXT, third, SIZES[1]), word(), log=log, earlier=earlier))[-1]
    assert isinstance(last, Failed), "the order is that of the log"
    assert last.name == "NotSigned"


def test_the_last_word_for_the_same_key_counts() -> None:
    """Two instances of a service may both give it, and the old key sign once more in between."""
    log = BundledLog(handed=SIZES[1], follower=NEXT)
    held(over_both(word(), word(size=SIZES[1]), log=log))


def test_a_word_never_passes_for_a_checkpoint_nor_a_checkpoint_for_a_word() -> None:
    for text in (REPLACED.checkpoint().decode().partition("\n\n")[0] + "\n", "", "x\n"):
        with pytest.raises(Malformed):
            Succession.parse(text)
    last = steps(REPLACED.bundle(head=word().format()), ASKED)[-1]
    assert isinstance(last, Failed)
    assert last.name == "Malformed"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(ORIGIN, "een.ander/logboek", 1),
        lambda text: text.replace(f"\n{AT}\n", f"\n0{AT}\n"),
        lambda text: text + "x\n",
        lambda text: text.replace("=\n", "\n", 1),
    ],
)
def test_one_spelling_of_a_word(change: Callable[[str], str]) -> None:
    text = change(word().text)
    assert text != word().text
    with pytest.raises(Malformed):
        handed([sign(text, LOG, NEXT)], [LOG.verifier])


def test_the_keys_of_a_bundle_may_have_dates_and_prove_nothing() -> None:
    vkey, day = LOG.verifier.format(), "2026-01-01T00:00:00Z"
    held(REPLACED.bundle(keys=[{"key": vkey, "from": day, "until": day, "revoked": day}, vkey]), trusting(NEXT, LOG))
    for wrong in ({"key": vkey, "until": day, "from": day}, {"key": vkey, "until": 3}, {"key": vkey, "since": day}):
        found = Edited(REPLACED.bundle(keys=[vkey]))
        found.lines[1] = wrong
        assert spelt(wrong) in found.spelt()
        last = steps(found.spelt(), trusting(NEXT, LOG))[-1]
        assert isinstance(last, Failed)
        assert last.name == "LineMalformed"
