"""TEA-1, MOV-5: in the new region the team starts with who carry the case there."""

from datetime import date

from levensloop.contracts.events.inclusion import PartnerJoined
from levensloop.inclusion.service import inclusion
from levensloop.infra.specification import given
from support.samples.inclusion import ROTTERDAM_HEADS, direction_transferred, move_announced
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, ORGANISATIONS, ROTTERDAM, amsterdam, at_haaglanden

TRANSFERRED_AT = amsterdam(2026, 3, 2)


def test_tea_1_the_receiving_zvh_starts_a_team() -> None:
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), source=HAAGLANDEN
    )

    joined = there.when_logged(direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN).then(
        PartnerJoined, PartnerJoined
    )

    assert [(j.organisation, j.contact, j.joined_on) for j in joined] == [
        (ROTTERDAM_HEADS.provider, ROTTERDAM_HEADS.coordinator, date(2026, 3, 2)),
        (ROTTERDAM_HEADS.municipality, ROTTERDAM_HEADS.municipal_director, date(2026, 3, 2)),
    ]


def test_tea_1_seeing_the_transfer_twice_adds_nobody_twice() -> None:
    there = given(inclusion, me=ROTTERDAM, now=TRANSFERRED_AT, organisations=ORGANISATIONS).and_given(
        *planned_case(), move_announced(NOW), direction_transferred(TRANSFERRED_AT), source=HAAGLANDEN
    )
    transferred = there.history[-1]
    [reaction] = inclusion.reactions
    team = reaction.react(there.state, transferred, there.context)

    assert reaction.react(there.and_given(*team).state, transferred, there.context) == []


def test_tea_1_the_sending_zvh_starts_none() -> None:
    here = at_haaglanden(inclusion, *planned_case(), move_announced(NOW))

    here.when_logged(direction_transferred(TRANSFERRED_AT)).then()
