"""WGS-2.31-2: public participants judge whether a report fits the purpose; the refusal has the rule of the work process, REP-3."""

import pytest

from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import SAMPLE_PURPOSE, reported_case
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, OM, POLITIE, PROVIDER, WOONPARTNER, at_haaglanden

CASE = at_haaglanden(inclusion, *reported_case())


@pytest.mark.parametrize("by", [POLITIE, OM, GEMEENTE])
def test_wgs_2_31_2_a_public_participant_judges(by: str) -> None:
    [judged] = CASE.when(SAMPLE_PURPOSE, by=by).then(PurposeAssessed)

    assert judged.by.organisation == by


@pytest.mark.parametrize("by", [PROVIDER, CRISISDIENST, WOONPARTNER, HAAGLANDEN, "politie-rotterdam"])
def test_wgs_2_31_2_nobody_else_does(by: str) -> None:
    CASE.when(SAMPLE_PURPOSE, by=by).refused("REP-3")
