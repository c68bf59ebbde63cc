"""`levensloop keys`, as its user sees it."""

from cli.conftest import User


def test_keys_are_made_and_one_organisations_are_replaced(user: User) -> None:
    made = user.run("keys", "init", "network.yaml")
    assert made.returncode == 0
    assert "De publieke helften staan in network.yaml" in made.stdout

    again = user.run("keys", "rotate", "network.yaml", "--organisation", "om-haaglanden")
    assert again.returncode == 0
    assert "Deel die eerst met iedereen" in again.stdout
    assert "earlier_signing_keys" in user.topology.read_text(encoding="utf-8")


def test_a_lost_key_is_told_in_one_message(user: User) -> None:
    user.run("keys", "init", "network.yaml")
    (user.home / "keys" / "om-haaglanden.jwks").unlink()

    result = user.run("keys", "init", "network.yaml")

    assert result.returncode == 1
    assert "om-haaglanden.jwks ontbreekt" in result.stderr
    assert "Traceback" not in result.stderr
