"""INF-1: who informs the client, how and when is tailored; that it was done is recorded."""

import pytest

from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_INFORMED, case_on_the_table, included_case
from support.samples.world import GEMEENTE, HAAGLANDEN, OTHER_WOONPARTNER, PROVIDER, at_haaglanden


@pytest.mark.parametrize("by", [PROVIDER, GEMEENTE, HAAGLANDEN])
def test_inf_1_any_of_the_team_may_have_told_the_client(by: str) -> None:
    [informed] = at_haaglanden(inclusion, *included_case()).when(SAMPLE_INFORMED, by=by).then(ClientInformed)

    assert (informed.informant, informed.manner) == (SAMPLE_INFORMED.informant, SAMPLE_INFORMED.manner)


def test_inf_1_the_client_may_be_told_again() -> None:
    case = at_haaglanden(inclusion, *included_case())
    [informed] = case.when(SAMPLE_INFORMED, by=PROVIDER).then(ClientInformed)

    case.and_given(informed).when(SAMPLE_INFORMED, by=PROVIDER).then(ClientInformed)


def test_inf_1_not_by_who_is_outside_the_team() -> None:
    at_haaglanden(inclusion, *included_case()).when(SAMPLE_INFORMED, by=OTHER_WOONPARTNER).refused("INV-6")


def test_inf_1_not_before_the_inclusion() -> None:
    at_haaglanden(inclusion, *case_on_the_table()).when(SAMPLE_INFORMED, by=HAAGLANDEN).refused("INV-5")
