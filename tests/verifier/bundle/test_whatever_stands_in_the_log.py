"""Whatever was written into the log, who verifies is told something about it, and never nothing."""

import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.verifier.steps import Check, Failed, Passed
from levensloop.verifier.verify_bundle import verify
from support.bundled_log import ASKED, BundledLog

GOOD = BundledLog()
AT = 7
"""Of a disclosure, which has most fields."""
BODY: dict[str, Any] = {**json.loads(GOOD.entries[AT]), "activity": "x", "log_purpose": None, "conditions": ["1"]}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
VALUES = JSON | st.sampled_from(
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "../../x", "2", "3", ["T-ZORG"], -1, 1e308]
)


def told(entry: bytes) -> None:
    log = BundledLog(GOOD.accounts)
    log.entries[AT] = entry
    log.grow()
    last = list(verify(io.BytesIO(log.bundle()), ASKED))
    assert isinstance(last[-1], Failed) or Check.ERASURE in {step.check for step in last if isinstance(step, Passed)}


@given(st.sampled_from(sorted(BODY)), VALUES)
@settings(max_examples=150, deadline=None)
def test_any_value_of_any_field(field: str, value: Any) -> None:
    try:
        entry = json.dumps({**BODY, field: value}, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return
    told(entry)


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=80, deadline=None)
def test_any_bytes(entry: bytes) -> None:
    told(entry)
