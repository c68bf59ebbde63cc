"""What the command explains of itself is Dutch, for every command there is."""

import re

import pytest
from cli.conftest import User

ENGLISH = re.compile(
    r"\b(Usage|Options|OPTIONS|Commands|COMMAND|ARGS|Arguments|Show this|required|default|env var)\b|<(str|path|bool|int|float|UUID)\b|\{"
)


@pytest.mark.parametrize("words", [(), ("audit",), ("audit", "ask"), ("case", "show"), ("up",)], ids=" ".join)
def test_the_help_is_dutch(user: User, words: tuple[str, ...]) -> None:
    result = user.run(*words, "--help")

    assert result.returncode == 0
    assert "Gebruik: levensloop" in result.stdout
    assert "Toon deze uitleg." in result.stdout
    assert ENGLISH.findall(result.stdout) == []


def test_an_organisation_and_a_form_have_options_of_their_own(user: User) -> None:
    said = user.run("figures", "--help").stdout
    assert "--form" in said
    assert "--as" not in said


def test_a_choice_that_was_not_made_is_named_with_its_values(user: User) -> None:
    result = user.run("audit", "ask", "gezien", "--topology", "x", "--node", "y", "--functionary", "auditor")

    assert result.returncode == 2
    assert "De optie --purpose ontbreekt; kies uit lawfulness (toetsen van rechtmatigheid), " in result.stderr
