"""PLN-7: the housing profile says who somebody is to live with; who may offer a place gets it, and who joins later too."""

import pytest
from pydantic import ValidationError

from levensloop.contracts.commands.plan import RecordHousingProfile
from levensloop.contracts.disclosure import Grant, table
from levensloop.contracts.events.plan import HousingProfileRecorded
from levensloop.contracts.roles import Role
from levensloop.disclosure import disclosed
from levensloop.infra.specification import record
from levensloop.plan.service import plan
from support.samples.housing import SAMPLE_PROFILE, profile_recorded
from support.samples.inclusion import case_on_the_table, included_case, joined
from support.samples.plan import planned_case
from support.samples.world import (
    GEMEENTE,
    HAAGLANDEN,
    ORGANISATIONS,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    WOONPARTNER,
    at_haaglanden,
)

CASE = at_haaglanden(plan, *planned_case())


@pytest.mark.parametrize("by", [PROVIDER, HAAGLANDEN])
def test_pln_7_the_provider_records_it_or_the_zvh(by: str) -> None:
    [recorded] = CASE.when(SAMPLE_PROFILE, by=by).then(HousingProfileRecorded)

    assert recorded.works == SAMPLE_PROFILE.works
    seen = plan.views["plan"](CASE.and_given(recorded).state)["housing"]["profile"]
    assert seen == SAMPLE_PROFILE.model_dump(mode="json")


@pytest.mark.parametrize("by", [POLITIE, WOONPARTNER, GEMEENTE, OTHER_WOONPARTNER])
def test_pln_7_nobody_else_does(by: str) -> None:
    CASE.when(SAMPLE_PROFILE, by=by).refused("PLN-7")


def test_pln_7_before_there_is_a_plan_too_but_not_before_the_inclusion() -> None:
    at_haaglanden(plan, *included_case()).when(SAMPLE_PROFILE, by=PROVIDER).then(HousingProfileRecorded)
    at_haaglanden(plan, *case_on_the_table()).when(SAMPLE_PROFILE, by=HAAGLANDEN).refused("INV-5")


def test_pln_7_what_works_is_always_said() -> None:
    with pytest.raises(ValidationError, match="works"):
        RecordHousingProfile(who="Een man.", approach="Kort.", tried=(), works=())


def test_pln_7_drawn_up_again_the_latest_counts() -> None:
    again = SAMPLE_PROFILE.model_copy(update={"who": "Een man die weer wil koken."})
    case = CASE.and_given(profile_recorded())

    case = case.and_given(*case.when(again, by=PROVIDER).then(HousingProfileRecorded))

    assert case.state.housing.profile is not None
    assert case.state.housing.profile.who == again.who


def test_pln_7_who_may_offer_a_place_or_pay_for_it_gets_the_profile() -> None:
    row = table()["housing-profile-recorded"]

    assert {Role.WOONPARTNER, Role.GEMEENTE, Role.ZORGKANTOOR, Role.LEVENSLOOPAANBIEDER, Role.VG_AANBIEDER} <= {
        role for role, grants in row.items() if Grant.TEAM in grants
    }
    assert not any(row[role] for role in (Role.POLITIE, Role.OM, Role.DJI, Role.LCBB))


def test_pln_7_a_housing_partner_that_joins_later_gets_it_too() -> None:
    history = (*planned_case(), profile_recorded(), joined(OTHER_WOONPARTNER))
    log = [record(event, position, HAAGLANDEN) for position, event in enumerate(history, 1)]
    states = [disclosed.CaseSoFar()]
    for recorded in log:
        states.append(disclosed.evolve(states[-1], recorded))
    world = {organisation.id: organisation for organisation in ORGANISATIONS}

    found = disclosed.disclosures(log[-1], states[-2], states[-1], world, HAAGLANDEN)

    newcomer = [type(one.recorded.event).__name__ for one in found if one.to == OTHER_WOONPARTNER]
    assert newcomer[0] == "PartnerJoined"
    assert "HousingProfileRecorded" in newcomer
