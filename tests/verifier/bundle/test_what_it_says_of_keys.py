"""What a bundle says of keys and witnesses is believed by nobody; but where the log itself says otherwise, an auditor is told to ask."""

import io
from dataclasses import replace
from typing import Any

import pytest

from levensloop.contracts.authorisations import authorisation_of, authorisation_paper
from levensloop.contracts.log_names import log_name, witness_in, witness_name
from levensloop.verifier.bundle_scope import Scope, WholeLog
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.findings import Finding
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.policy import Group, Policy
from levensloop.verifier.steps import Failed
from levensloop.verifier.told_policy import policy_findings
from levensloop.verifier.verify_bundle import verify
from support.bundled_log import ASKED, PAPERS, ZVH, BundledLog, accounts, period

WITNESSES = {
    org: SignerKey(witness_name(org), Kind.COSIGNATURE, bytes([at]) * 32).verifier
    for at, org in enumerate(("gemeente-den-haag", "om-haaglanden", "politie-haaglanden"), start=2)
}
LOG = SignerKey(log_name(ZVH), Kind.NOTE, b"\1" * 32).verifier
TEXT = f"x\ngetuigen van zvh-rotterdam: geen, genoeg: 0\ngetuigen van {ZVH}: {' '.join(WITNESSES)}, genoeg: 2"
POLICY = Policy((LOG,), WITNESSES, {"g": Group(2, tuple(WITNESSES))}, "g")
KEYS = [key.format() for key in (LOG, *WITNESSES.values())]
FEWER = dict(list(WITNESSES.items())[:2])


def text_of(policy: Policy) -> str:
    return policy.format().decode()


def names(policy: str | None, keys: list[str] = KEYS, text: str = TEXT, of_then: bool = False) -> list[str]:
    return [found.name for found in policy_findings(policy, keys, text, ZVH, of_then)]


def test_what_the_log_says_too_is_not_asked_about() -> None:
    assert names(text_of(POLICY)) == []


def test_a_key_of_before_beside_the_one_of_now_is_the_same_witness() -> None:
    old = SignerKey(witness_name("om-haaglanden"), Kind.COSIGNATURE, b"\x09" * 32).verifier
    groups = {
        "om": Group(1, ("om-haaglanden", "om-old")),
        "g": Group(2, ("gemeente-den-haag", "om", "politie-haaglanden")),
    }
    both = Policy((LOG,), {**WITNESSES, "om-old": old}, groups, "g")
    assert names(text_of(both), [*KEYS, old.format()]) == []


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (None, ["PolicyMissing"]),
        ("niets", ["PolicyMissing"]),
        ("\ud800", ["PolicyMissing"]),
        ("quorum none\n", ["PolicyDiffers"]),
        (text_of(replace(POLICY, quorum="none")), ["PolicyDiffers"]),
        (text_of(replace(POLICY, quorum="om-haaglanden")), ["PolicyDiffers"]),
        (text_of(replace(POLICY, groups={"g": Group(1, tuple(WITNESSES))})), ["PolicyDiffers"]),
        (text_of(replace(POLICY, witnesses=FEWER, groups={"g": Group(2, tuple(FEWER))})), ["PolicyDiffers"]),
    ],
)
def test_less_than_the_log_says_is(policy: str | None, found: list[str]) -> None:
    assert names(policy) == found


@pytest.mark.parametrize("gone", [*range(len(KEYS)), None])
def test_a_key_that_is_left_out_is(gone: int | None) -> None:
    left = [] if gone is None else [key for at, key in enumerate(KEYS) if at != gone]
    assert names(text_of(POLICY), left) == ["KeysMissing"]
    assert names(None, []) == ["PolicyMissing", "KeysMissing"]


def test_witnesses_of_a_time_that_is_over_may_have_been_others_but_not_nobody() -> None:
    assert names(text_of(replace(POLICY, groups={"g": Group(3, tuple(WITNESSES))})), of_then=True) == []
    assert names("quorum none\n", of_then=True) == ["PolicyDiffers"]
    assert names(None, of_then=True) == ["PolicyMissing"]


@pytest.mark.parametrize("text", ["", TEXT.replace(ZVH, "zvh-utrecht"), f"getuigen van {ZVH}: geen, genoeg: 0"])
def test_a_log_that_says_nothing_of_witnesses_leaves_nothing_to_hold_it_against(text: str) -> None:
    assert names(None, [], text) == []


@pytest.mark.parametrize("scope", ["log", "period"])
@pytest.mark.parametrize(
    ("front", "found"),
    [
        ({"policy": text_of(POLICY), "keys": [{"key": key} for key in KEYS]}, []),
        ({"policy": "quorum none\n", "keys": [{"key": key} for key in KEYS]}, ["PolicyDiffers"]),
        ({}, ["PolicyMissing", "KeysMissing"]),
    ],
)
def test_a_bundle_is_held_against_its_newest_record(scope: str, front: dict[str, Any], found: list[str]) -> None:
    version = authorisation_of("2", TEXT)
    log = BundledLog([one.model_copy(update={"authorisation": version}) for one in accounts()])
    of: Scope = WholeLog() if scope == "log" else period(log)
    data = log.bundle(of, papers=(*PAPERS, paper(authorisation_paper(version), TEXT)), **front)
    steps = list(verify(io.BytesIO(data), ASKED))
    assert not [step for step in steps if isinstance(step, Failed)]
    assert [step.name for step in steps if isinstance(step, Finding) and step.name != "MatrixUnjudged"] == found


def test_names_are_of_organisations() -> None:
    assert witness_in(witness_name("om-haaglanden")) == "om-haaglanden"
    assert witness_in(log_name(ZVH)) is None
