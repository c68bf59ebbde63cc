"""A partner's witness at the prompt: `levensloop witness`, and beside a partner's own node."""

from cli.at_work import grow, reached
from cli.conftest import User

ZVH, POLITIE, GEMEENTE, OM = "zvh-haaglanden", "politie-haaglanden", "gemeente-den-haag", "om-haaglanden"
ON = ("--topology", "network.yaml")


def test_witnesses_of_both_kinds_make_a_checkpoint_trusted(user: User) -> None:
    user.make_keys()
    user.start_hub()
    user.start_zvh(ZVH)
    reached(user)
    files = user.home / "data" / ZVH / "verantwoording"
    grow(user)

    refused = user.run("witness", *ON, "--organisation", OM, "--data", "data/om", "--once")
    assert refused.returncode == 1
    assert "van geen enkel ZVH getuige" in refused.stderr
    once = user.run("witness", *ON, "--organisation", GEMEENTE, "--data", "data/gemeente", "--once")
    assert once.returncode == 0, once.stdout + once.stderr
    assert f"{ZVH}: 1 regels, 1 nieuw" in once.stdout
    assert (user.home / "data" / "gemeente" / f"{ZVH}.checkpoint").exists()
    assert not (files / "checkpoint.trusted").exists()
    user.start_partner(POLITIE, until=f"{ZVH}: 1 regels, 1 nieuw")
    trusted = (files / "checkpoint.trusted").read_bytes()
    assert trusted == (files / "checkpoint").read_bytes()
    assert all(f"getuige/{org}".encode() in trusted for org in (POLITIE, GEMEENTE))

    for data, why in (
        ("data/elders", "kijkt al een ander proces mee"),
        (f"data/{POLITIE}/getuige", "kijkt al een ander proces mee"),
    ):
        second = user.run("witness", *ON, "--organisation", POLITIE, "--data", data, "--once")
        assert second.returncode == 1
        assert why in " ".join(second.stderr.split())
