"""Each bundle that is broken in one way is refused, with its own reason and for the entry that it is about."""

import io

import pytest

from levensloop.verifier import bundle_errors, errors
from levensloop.verifier.steps import Failed
from levensloop.verifier.verify_bundle import verify
from support.broken_bundles import CORPUS, Broken


@pytest.mark.parametrize("broken", CORPUS.values(), ids=CORPUS)
def test_it_is_refused_with_its_own_reason(broken: Broken) -> None:
    steps = list(verify(io.BytesIO(broken.make()), broken.asked))
    failed = steps[-1]
    assert isinstance(failed, Failed), "it was believed"
    assert (failed.name, failed.index) == (broken.name, broken.index), failed.text
    assert broken.said in failed.text
    assert failed.text.endswith(".")
    assert not any(isinstance(step, Failed) for step in steps[:-1])


def test_there_is_a_bundle_for_everything_that_can_be_wrong_with_one() -> None:
    kinds = {
        name
        for name, kind in vars(bundle_errors).items()
        if isinstance(kind, type) and kind.__module__ == bundle_errors.__name__
    }
    kinds -= {"AtEntry"}
    of_the_log = {
        "WrongOrigin",
        "BadSignature",
        "NotSigned",
        "QuorumMissed",
        "FromTheFuture",
        "RolledBack",
        "SplitView",
    }
    of_the_log |= {"InclusionRefused", "ConsistencyRefused", "CoverageRefused", "Malformed"}
    assert all(hasattr(errors, name) for name in of_the_log)
    assert {broken.name for broken in CORPUS.values()} == kinds | of_the_log
    assert len(CORPUS) >= 25
