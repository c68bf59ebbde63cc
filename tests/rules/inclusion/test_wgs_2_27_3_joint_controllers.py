"""WGS-2.27-3: only public participants are joint controllers, so nobody else is named as having decided their steps (2.31)."""

from typing import Any

import pytest

from levensloop.contracts.event import CommandData
from levensloop.inclusion.service import inclusion
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, SAMPLE_JOIN, SAMPLE_LEAVE, included_case
from support.samples.third_parties import SAMPLE_ADMISSION, SAMPLE_GIVING
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    OM,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    WOONPARTNER,
    at_haaglanden,
)

STEPS: tuple[tuple[CommandData, str], ...] = (
    (SAMPLE_JOIN, "WGS-2.31-4"),
    (SAMPLE_LEAVE, "WGS-2.31-4"),
    (SAMPLE_EXIT, "WGS-2.31-8"),
    (SAMPLE_ADMISSION, "WGS-2.31-9"),
    (SAMPLE_GIVING, "WGS-2.31-11"),
)
CASE = at_haaglanden(inclusion, *included_case())


def refused(command: CommandData, deciders: tuple[str, ...], rule: str) -> Any:
    case = at_haaglanden(inclusion, *included_case(), now=EXIT_AT) if command is SAMPLE_EXIT else CASE
    command = command.model_copy(update={"deciders": deciders})
    return case.when(command, by=HAAGLANDEN, functionary=CHAIR).refused(rule)


@pytest.mark.parametrize("named", [PROVIDER, RECLASSERING, CRISISDIENST, WOONPARTNER, HAAGLANDEN])
@pytest.mark.parametrize("command", [SAMPLE_JOIN, SAMPLE_LEAVE, SAMPLE_EXIT, SAMPLE_ADMISSION, SAMPLE_GIVING])
def test_wgs_2_27_3_nobody_but_a_public_participant_decided(command: CommandData, named: str) -> None:
    """No private participant, no third party and not the ZVH, also beside one that may."""
    refused(command, (GEMEENTE, named), "WGS-2.27-3")


@pytest.mark.parametrize(("command", "rule"), STEPS)
def test_wgs_2_27_3_the_zvh_decides_none_of_it_by_itself(command: CommandData, rule: str) -> None:
    refused(command, (), rule)


@pytest.mark.parametrize(("command", "rule"), STEPS)
def test_wgs_2_27_3_a_public_participant_outside_the_team_decides_nothing(command: CommandData, rule: str) -> None:
    """It would have to be told of a client that it has no part in."""
    refused(command, (OM,), rule)


def test_wgs_2_27_3_an_unknown_organisation_decided_nothing() -> None:
    refused(SAMPLE_JOIN, ("gemeente-nergens",), "INV-3")


def test_wgs_2_27_3_who_gives_the_command_itself_is_named_too() -> None:
    [joined] = CASE.when(SAMPLE_JOIN, by=POLITIE).decision  # type: ignore[misc]

    assert joined.deciders == (GEMEENTE, POLITIE)
