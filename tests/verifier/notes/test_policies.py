"""Trust policies as tlog-policy writes them: the example of the specification, who is enough, and what may not stand in one."""

from itertools import combinations

import pytest

from levensloop.verifier.errors import Malformed, QuorumMissed
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.policy import Policy
from support.merkle import VECTORS

TEXT = (VECTORS / "c2sp" / "policy.txt").read_text(encoding="utf-8")


def vkey(name: str, kind: Kind = Kind.COSIGNATURE, seed: int = 9) -> str:
    """Of a key that is always the same."""
    return SignerKey(name, kind, bytes([seed]) * 32).verifier.format()


LOG = vkey("log", Kind.NOTE)
W1, W2 = (f"witness {name} {vkey(name, seed=seed)}\n" for seed, name in enumerate(("w1", "w2")))


def filled_in() -> Policy:
    """The specification's example, with keys where it leaves them out."""
    text = TEXT.replace("log <vkey>", f"log {LOG}")
    for seed, name in enumerate(("X1", "X2", "X3", "Y1", "Y2", "Y3")):
        text = text.replace(f"witness {name} <vkey>", f"witness {name} {vkey(name, seed=seed)}")
    return Policy.parse(text.encode())


def test_the_example_of_the_specification_asks_for_two_of_x_and_one_of_y() -> None:
    policy = filled_in()
    assert (len(policy.logs), len(policy.witnesses), policy.quorum) == (1, 6, "X-and-Y")
    for count in range(7):
        for names in combinations(policy.witnesses, count):
            enough = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
            keys = {policy.witnesses[name] for name in names}
            if enough:
                policy.check(keys)
            else:
                with pytest.raises(QuorumMissed, match="het beleid vraagt 'X-and-Y'"):
                    policy.check(keys)


def test_it_reads_and_writes_the_same() -> None:
    policy = filled_in()
    assert Policy.parse(policy.format()) == policy


def test_spaces_comments_and_urls() -> None:
    text = f"  # wie\n\n\tlog\t{LOG}  https://log.example/\n {W1}quorum w1 \n"
    policy = Policy.parse(text.encode())
    assert policy.urls == {policy.logs[0]: "https://log.example/"}
    assert Policy.parse(policy.format()) == policy


def test_without_witnesses_nobody_is_asked() -> None:
    policy = Policy.parse(b"quorum none\n")
    policy.check(())
    assert (policy.logs, policy.witnesses) == ((), {})


def test_names_are_bytes() -> None:
    """What is not UTF-8 is kept as it is; a Kelvin sign is no K."""
    line = W1.replace("witness w1", "witness \udcff").encode(errors="surrogateescape")
    policy = Policy.parse(line + W2.replace("witness w2", "witness K").encode() + b"quorum \xff\n")
    assert Policy.parse(policy.format()) == policy
    with pytest.raises(Malformed, match="staat niet hierboven"):
        Policy.parse(W1.replace("witness w1", "witness K").encode() + "quorum \u212a\n".encode())


def test_thirty_two_of_each_fit() -> None:
    lines = [f"log {vkey('log', Kind.NOTE, seed)}\n" for seed in range(32)]
    lines += [f"witness w{seed} {vkey('w', seed=seed)}\n" for seed in range(32)]
    lines += [f"group g{number} any w{number}\n" for number in range(32)]
    policy = Policy.parse("".join([*lines, "quorum g31\n"]).encode())
    policy.check([policy.witnesses["w31"]])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "regeleinde"),
        ("quorum none", "regeleinde"),
        ("# niets\n", "geen quorum"),
        ("quorum none\nquorum none\n", "regel 2: er is al een quorum"),
        ("quorum w1\n" + W1, "regel 1: 'w1' staat niet hierboven"),
        (W1 + "group g any w1 w9\nquorum g\n", "regel 2: 'w9' staat niet hierboven"),
        (W1 + "group g any g\nquorum g\n", "'g' staat niet hierboven"),
        (W1 + "group none any w1\nquorum none\n", "'none' bestaat al"),
        (W1 + "group g any none\nquorum g\n", "'none' staat niet hierboven"),
        (W1 + "group w1 any w1\nquorum w1\n", "'w1' bestaat al"),
        (W1 + W2 + "group g any w1 w1\nquorum g\n", "telt al mee"),
        (W1 + W2 + "group g any w1\ngroup h all w1 w2\nquorum h\n", "telt al mee"),
        (W1 + "group g 2 w1\nquorum g\n", "2 van 1 kan niet"),
        (W1 + "group g 0 w1\nquorum g\n", "all, any of een aantal"),
        (W1 + "group g some w1\nquorum g\n", "all, any of een aantal"),
        (W1 + "group g all\nquorum none\n", "verwacht wordt"),
        (W1 + W1.replace("w1 ", "w3 ", 1) + "quorum w1\n", "deze sleutel staat er al"),
        (f"log {LOG}\nlog {LOG}\nquorum none\n", "deze sleutel staat er al"),
        (f"log {vkey('getuige')}\nquorum none\n", "soort 0x04 past hier niet"),
        (f"witness w {LOG}\nquorum none\n", "soort 0x01 past hier niet"),
        ("log a+00000000+AAAA\nquorum none\n", "regel 1: De openbare sleutel"),
        ("vertrouw iedereen\nquorum none\n", "verwacht wordt"),
        ("quorum none\r\n", "stuurtekens"),
    ],
)
def test_what_may_not_stand_in_a_policy(text: str, why: str) -> None:
    with pytest.raises(Malformed, match="Het beleid heeft niet de voorgeschreven vorm") as wrong:
        Policy.parse(text.encode())
    assert why in str(wrong.value)
