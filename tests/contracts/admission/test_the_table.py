"""The admission table: every command has a row, and every refusal by it is a sentence with a rule."""

from dataclasses import replace

import pytest

from levensloop.contracts.admission import ADMISSION, admit
from levensloop.contracts.commands.signals import RaiseSignal
from levensloop.contracts.decision import Context
from levensloop.contracts.event import CommandData
from levensloop.contracts.registry import COMMANDS
from levensloop.contracts.standing import Phase, Standing
from support.samples.world import HAAGLANDEN, NOW, ORGANISATIONS, OTHER_WOONPARTNER, PROVIDER, actor


def context(organisation: str) -> Context:
    world = {organisation.id: organisation for organisation in ORGANISATIONS}
    return Context(me=HAAGLANDEN, now=NOW, by=actor(organisation), organisations=world)


def test_it_has_one_row_for_every_command_and_no_other() -> None:
    assert set(ADMISSION) == set(COMMANDS.values())


def test_no_row_waits_for_a_phase_that_a_closed_or_moved_case_has_but_what_corrects_destroys_or_keeps() -> None:
    ended = {
        Phase.NOT_FITTING,
        Phase.ADVISED,
        Phase.DECLINED,
        Phase.EXCLUDED,
        Phase.DECEASED,
        Phase.MOVED,
        Phase.RETRACTED,
    }

    waits = {command.__name__: row.phases & ended for command, row in ADMISSION.items() if row.phases & ended}

    kept = dict.fromkeys(
        ("DestroyCase", "WithdrawDestruction", "ExtendRetention", "AnswerExtension"), ended - {Phase.MOVED}
    )
    put_right = ended - {Phase.MOVED, Phase.RETRACTED}
    assert waits == {"RetractReport": put_right, "RectifyDatum": put_right, **kept}


@pytest.mark.parametrize("command", ADMISSION, ids=lambda command: command.__name__)
@pytest.mark.parametrize("phase", Phase)
def test_who_has_no_part_in_a_case_gives_no_command(command: type[CommandData], phase: Phase) -> None:
    standing = Standing(phase=phase, director=None if phase is Phase.NONE else HAAGLANDEN)

    refusal = admit(command, standing, context(OTHER_WOONPARTNER))

    assert refusal is not None
    assert refusal.rule
    assert refusal.message.endswith(".")


@pytest.mark.parametrize(
    "command", [c for c, row in ADMISSION.items() if Phase.NONE not in row.phases], ids=lambda c: c.__name__
)
def test_what_is_not_there_is_refused_as_unknown(command: type[CommandData]) -> None:
    refusal = admit(command, Standing(), context(HAAGLANDEN))

    assert refusal is not None
    assert refusal.rule == "INV-4"


@pytest.mark.parametrize("command", [c for c, row in ADMISSION.items() if not row.elsewhere], ids=lambda c: c.__name__)
def test_mov_5_only_the_zvh_that_directs_takes_commands(command: type[CommandData]) -> None:
    standing = Standing(phase=Phase.PLANNED, director="zvh-rotterdam")

    refusal = admit(command, standing, context(HAAGLANDEN))

    assert refusal is not None
    assert refusal.rule in {"MOV-5", "INV-4"}


@pytest.mark.parametrize("command", list(ADMISSION), ids=lambda c: c.__name__)
def test_alw_2_who_has_no_part_in_a_case_does_not_hear_where_it_is_or_how_it_stands(
    command: type[CommandData],
) -> None:
    """Who knows its number alone, and is no fixed participant: here or elsewhere, open or closed, the answer is the same."""
    here = Standing(phase=Phase.PLANNED, director=HAAGLANDEN)
    elsewhere = replace(here, director="zvh-rotterdam", moved_with=frozenset({PROVIDER}))
    told = {
        (refusal.rule, refusal.message)
        for standing in (here, elsewhere, replace(here, phase=Phase.EXCLUDED))
        if (refusal := admit(command, standing, context(OTHER_WOONPARTNER)))
    }

    assert len(told) == 1
    assert not any("zvh-rotterdam" in message for _, message in told)


def test_mov_5_who_was_in_the_team_hears_who_directs_it_now() -> None:
    moved = Standing(phase=Phase.PLANNED, director="zvh-rotterdam", moved_with=frozenset({PROVIDER}))

    refusal = admit(RaiseSignal, moved, context(PROVIDER))

    assert refusal is not None
    assert (refusal.rule, refusal.details["director"]) == ("MOV-5", "zvh-rotterdam")
