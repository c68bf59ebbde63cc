"""WGS-1.8-2: the authorisation that a record names is another one as soon as anything of who may do what is another."""

from dataclasses import replace
from typing import Any

import pytest

from levensloop.contracts.papers import VERSIONS, matrix_names, papers
from levensloop.infra.messaging import accounting
from levensloop.infra.messaging.accounting import authorisation, authorisation_text
from support.samples.world import GEMEENTE, HAAGLANDEN, ORGANISATIONS, POLITIE

ALL = {one.id: one for one in ORGANISATIONS}


def with_paper(name: str, patch: pytest.MonkeyPatch) -> str:
    """The authorisation when one text ends otherwise."""
    texts = {**papers(), name: papers()[name] + "x\n"}
    patch.setattr(accounting, "papers", lambda: texts)
    return authorisation(ALL)


@pytest.mark.parametrize("name", matrix_names(accounting.VERSION))
def test_wgs_1_8_2_a_matrix_with_another_text_is_another_authorisation(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = authorisation(ALL)
    assert with_paper(name, monkeypatch) != before
    assert before.startswith(f"{accounting.VERSION}-")


def test_what_is_decided_about_a_version_changes_nothing_of_who_may_do_what(monkeypatch: pytest.MonkeyPatch) -> None:
    assert authorisation(ALL) == with_paper(VERSIONS, monkeypatch)


def test_an_organisation_less_is_another_authorisation() -> None:
    assert authorisation(dict(list(ALL.items())[1:])) != authorisation(ALL)


@pytest.mark.parametrize("weaker", [{"witnesses": ()}, {"witnesses": (POLITIE,)}, {"quorum": 1}], ids=str)
def test_other_witnesses_of_the_log_are_another_authorisation(weaker: dict[str, Any]) -> None:
    """So that who writes them out of the topology leaves a record of it, with the text, in the log and in every bundle."""
    zvh = replace(ALL[HAAGLANDEN], witnesses=(GEMEENTE, POLITIE), quorum=2)
    before, after = ({**ALL, HAAGLANDEN: one} for one in (zvh, replace(zvh, **weaker)))
    assert authorisation(before) != authorisation(after)
    assert f"getuigen van {HAAGLANDEN}: {GEMEENTE} {POLITIE}, genoeg: 2" in authorisation_text(before).splitlines()
