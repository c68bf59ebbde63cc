"""A bundle of which one byte is otherwise is refused, whichever byte it is."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.verifier.bundle_scope import OneCase, WholeLog
from levensloop.verifier.steps import Failed
from levensloop.verifier.verify_bundle import Step, verify
from support.bundled_log import ASKED, A, BundledLog
from support.edited_bundle import Edited

GOOD = BundledLog()
WHOLE, CASE = GOOD.bundle(WholeLog()), GOOD.bundle(OneCase(A, complete=False))


def said(data: bytes) -> list[Step]:
    return list(verify(io.BytesIO(data), ASKED))


def refused(data: bytes) -> bool:
    return isinstance(said(data)[-1], Failed)


@given(st.sampled_from([WHOLE, CASE]), st.integers(min_value=0), st.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_any_changed_byte_is_refused(whole: bytes, at: int, change: int) -> None:
    at %= len(whole)
    changed = bytearray(whole)
    changed[at] ^= change
    assert refused(bytes(changed))


@given(st.sampled_from([WHOLE, CASE]), st.integers(min_value=0))
@settings(max_examples=100, deadline=None)
def test_any_beginning_is_refused(whole: bytes, length: int) -> None:
    assert refused(whole[: length % len(whole)])


@given(st.integers(min_value=0), st.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_any_changed_byte_of_a_record_is_refused_also_with_a_digest_that_was_made_to_fit(at: int, change: int) -> None:
    """Whoever changes something can make the closing line follow: the records are held by the log's signature."""
    found = Edited(CASE)
    lines = [line for line in found.lines if "record" in line]
    line = lines[at % len(lines)]
    field = ("entry", "proof", "key")[at % 3]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    text = line[field]
    if not text:
        return
    place = at // 3 % len(text)
    new = letters[change % len(letters)]
    if text[place] in ("=", new):
        return
    line[field] = text[:place] + new + text[place + 1 :]
    assert refused(found.spelt())


@given(st.integers(min_value=0), st.characters(codec="utf-8"))
@settings(max_examples=200, deadline=None)
def test_nothing_in_a_checkpoint_can_be_otherwise(at: int, new: str) -> None:
    """Nor in a proof between checkpoints. A name that is no witness any more lets an older one count for less; no more."""
    found = Edited(WHOLE)
    line = [line for line in found.lines if "head" in line or "earlier" in line][at % 3]
    field = ("head" if "head" in line else "earlier", "proof")[at % 2] if "earlier" in line else "head"
    place = at // 6 % len(line[field])
    if line[field][place] == new:
        return
    line[field] = line[field][:place] + new + line[field][place + 1 :]
    steps = said(found.spelt())
    assert isinstance(steps[-1], Failed) or ("earlier" in line and steps == said(WHOLE))
