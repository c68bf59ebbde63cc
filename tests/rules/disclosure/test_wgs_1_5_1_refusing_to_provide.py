"""WGS-1.5-1: a participant provides what was asked, unless it has weighty reasons; that it does not is an outcome that the ZVH sees."""

import pytest

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.disclosure import RefuseProvision
from levensloop.contracts.events.disclosure import ProvisionRefused
from levensloop.disclosure.service import disclosure
from support.samples.disclosure import provision_refused
from support.samples.inclusion import case_in_triage, client_died, included_case
from support.samples.world import CRISISDIENST, HAAGLANDEN, POLITIE, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(disclosure, *included_case())
REFUSE = RefuseProvision(
    categories=(Category.HEALTH, Category.HEALTH),
    question="Welke behandeling liep er?",
    reasons="Een ander is erin te herkennen.",
)


def test_wgs_1_5_1_a_participant_refuses_with_its_reasons() -> None:
    [refused] = CASE.when(REFUSE, by=CRISISDIENST).then(ProvisionRefused)

    assert (refused.refusal, refused.categories) == (1, (Category.HEALTH,))
    assert refused.by.organisation == CRISISDIENST
    seen = disclosure.views["grounds"](CASE.and_given(refused).state)["refusals"]
    assert [(one["organisation"], one["question"], one["reasons"]) for one in seen] == [
        (CRISISDIENST, refused.question, refused.reasons)
    ], "the ZVH sees it"


def test_wgs_1_5_1_also_before_there_is_a_team_and_numbered_in_the_case() -> None:
    early = at_haaglanden(disclosure, *case_in_triage(), provision_refused())

    [refused] = early.when(REFUSE, by=POLITIE).then(ProvisionRefused)
    assert refused.refusal == 2


def test_wgs_1_5_1_not_without_reasons() -> None:
    refusal = CASE.when(REFUSE.model_copy(update={"reasons": None}), by=CRISISDIENST).refused("WGS-1.5-1")

    assert refusal.details == {"field": "reasons"}


def test_wgs_1_5_1_it_is_about_data_of_a_person() -> None:
    CASE.when(REFUSE.model_copy(update={"categories": (Category.PROCESS,)}), by=CRISISDIENST).refused("WGS-1.5-1")


@pytest.mark.parametrize("by", [HAAGLANDEN, WOONPARTNER, "politie-rotterdam"])
def test_wgs_1_5_1_only_who_must_provide_can_refuse_to(by: str) -> None:
    CASE.when(REFUSE, by=by).refused("WGS-1.5-1")


def test_wgs_1_5_1_not_in_a_case_that_is_closed() -> None:
    CASE.and_given(client_died()).when(REFUSE, by=CRISISDIENST).refused("INV-5")
