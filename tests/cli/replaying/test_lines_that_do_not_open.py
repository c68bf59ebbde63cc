"""One line that does not open stops no replay: it is named, the cases that it concerns are not whole, and all others are what they were."""

import json
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from levensloop.cli.audit import replay as command
from levensloop.cli.audit.replay import Looking, show
from levensloop.cli.replaying import comparing
from levensloop.cli.replaying.comparing import Compared
from levensloop.contracts.accountability import Capacity, LogPurpose
from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.contracts.recorded import Recorded
from levensloop.infra.messaging.node import Node
from levensloop.zvh.changes import Change
from levensloop.zvh.replay import NOT_WHOLE, Replay, replay, states
from support.forged_lines import FORGED, INFORMED, Forged
from support.samples.disclosure import condition_set
from support.samples.inclusion import SAMPLE_PERSON
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, actor
from support.sealed_log import SealedLog

HERE, OTHER = uuid4(), uuid4()
DESTROYED = CaseDestroyed(at=NOW, by=actor(HAAGLANDEN), destruction=uuid4(), entries=3)
WHO = Asker(functionary="fg", capacity=Capacity.TESTING)


async def written(forged: Forged) -> tuple[SealedLog, int]:
    """Two cases, with this line in the middle of the first; and its place."""
    log = SealedLog()
    await log.given(HERE, *planned_case())
    await log.given(OTHER, *planned_case())
    place = log.store.put(*await forged.put(log, HERE))
    await log.given(HERE, condition_set())
    await log.given(OTHER, condition_set())
    return log, place


async def events_of(log: SealedLog, case: UUID, before: int) -> list[Recorded[DomainEvent]]:
    opened, _ = await log.log.what_opens(case)
    return [recorded for recorded in opened if recorded.position < before]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: forged.name)
async def test_it_is_named_by_stream_place_case_and_why_and_the_rest_is_read(forged: Forged) -> None:
    log, place = await written(forged)
    found = await replay(log.log, HAAGLANDEN)
    (line,) = found.unopened
    assert (line.stream, line.position, line.time) == (f"LOG_{HAAGLANDEN}", place, NOW)
    assert (HERE in line.cases) == forged.under
    assert forged.why in line.why
    assert len(line.why) <= 400
    assert found.events == len(log.store.messages) - 1
    whole = found.cases[OTHER]
    assert (whole.broken, whole.shielded(HAAGLANDEN)) == (None, None)
    assert whole.now.views() == states(await events_of(log, OTHER, place + 9))


@pytest.mark.parametrize("forged", [one for one in FORGED if one.under], ids=lambda forged: forged.name)
async def test_the_case_is_not_whole_and_stands_as_it_was_before(forged: Forged) -> None:
    log, place = await written(forged)
    found = await replay(log.log, HAAGLANDEN, HERE)
    here = found.cases[HERE]
    assert here.broken == place
    before, after = await events_of(log, HERE, place), await events_of(log, HERE, place + 9)
    assert here.now.views() == states(before) != states(after)
    assert here.shielded(HAAGLANDEN) == NOT_WHOLE, "what does not open may be what shields it"


async def test_a_line_of_another_case_makes_neither_whole() -> None:
    log = SealedLog()
    await log.given(HERE, *planned_case())
    _, body = await log.sealed(OTHER, INFORMED)
    place = log.store.put(f"es.inclusion.case.{HERE}", body)
    found = await replay(log.log, HAAGLANDEN)
    assert found.unopened[0].cases == (HERE, OTHER)
    assert {case: rebuilt.broken for case, rebuilt in found.cases.items()} == {HERE: place, OTHER: place}


async def test_a_line_is_part_of_the_digest() -> None:
    digests = set()
    for forged in FORGED[:3]:
        log, _ = await written(forged)
        found = await replay(log.log, HAAGLANDEN)
        digests.add(found.digest)
        without = Replay(HAAGLANDEN)
        for read in await log.log.read_each(log.store.messages):
            if isinstance(read, Recorded):
                without.take(read)
        assert without.digest != found.digest
    assert len(digests) == 3


async def test_of_a_destroyed_case_a_line_of_before_takes_nothing_from_what_is_left() -> None:
    log, place = await written(FORGED[0])
    await log.given(HERE, DESTROYED)
    found = await replay(log.log, HAAGLANDEN, HERE)
    assert [line.position for line in found.unopened] == [place], "it is named all the same"
    assert (found.cases[HERE].broken, found.shielded(HERE)) == (None, "WGS-1.8-7")


def node_of(log: SealedLog) -> tuple[Node, list[Any]]:
    """A node that has this log and writes its records nowhere; and these."""
    kept: list[Any] = []

    async def keep(*records: Any) -> None:
        kept.extend(records)

    def record(operation: Any, what: str, **facts: Any) -> Any:
        return SimpleNamespace(operation=operation, what=what, **facts)

    accountant = SimpleNamespace(keep=keep, record=record)
    return cast(Node, SimpleNamespace(log=log.log, me=HAAGLANDEN, accountant=accountant, organisations={})), kept


async def shown(
    capsys: pytest.CaptureFixture[str], purpose: LogPurpose, case: UUID | None, *, as_json: bool
) -> tuple[bool, str, list[Any]]:
    log, _ = await written(FORGED[2])
    node, kept = node_of(log)
    sound = await show(node, Looking(WHO, purpose, case), None, None, as_json=as_json)
    return sound, capsys.readouterr().out, kept


async def test_for_people_the_line_stands_in_its_place_and_what_it_means_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sound, said, kept = await shown(capsys, LogPurpose.LAWFULNESS, None, as_json=False)
    assert not sound
    place = 2 * len(planned_case()) + 1
    assert f"LOG_{HAAGLANDEN} {place} (02-02-2026" in said
    assert f"casus {HERE}) gaat niet open: " in said
    assert f"Casus {HERE}: NIET HEEL (regel {place} gaat niet open), afgeschermd (INV-7)" in said
    assert f"Casus {OTHER}: " in said
    assert "HET LOGBOEK IS NIET HEEL: 1 regel gaat niet open. Van 1 casus" in said
    assert [one.case for one in kept if one.operation == "consult"] == [OTHER], "of the other nothing was shown"


async def test_who_names_it_sees_what_opens_and_how_it_stood_before(capsys: pytest.CaptureFixture[str]) -> None:
    sound, said, _ = await shown(capsys, LogPurpose.LAWFULNESS, HERE, as_json=False)
    assert not sound
    assert SAMPLE_PERSON.name in said
    assert "NIET HEEL" in said
    assert "daarvóór" in said


async def test_as_json_it_is_a_line_of_its_own_and_the_state_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    sound, said, _ = await shown(capsys, LogPurpose.LAWFULNESS, HERE, as_json=True)
    *lines, last = map(json.loads, said.splitlines())
    (line,) = [line for line in lines if "unopened" in line]
    assert not sound
    assert (line["stream"], line["cases"]) == (f"LOG_{HAAGLANDEN}", [str(HERE)])
    assert last["unopened"] == 1
    assert last["states"][str(HERE)]["broken_at"] == line["position"]


async def test_a_log_that_opens_is_said_to_be_sound(capsys: pytest.CaptureFixture[str]) -> None:
    log = SealedLog()
    await log.given(HERE, *planned_case())
    assert await show(node_of(log)[0], Looking(WHO, LogPurpose.LAWFULNESS, None), None, None, as_json=False)
    assert "NIET HEEL" not in capsys.readouterr().out


async def test_a_case_that_is_not_whole_is_compared_with_nothing_and_never_equal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, place = await written(FORGED[0])
    asked: list[UUID] = []

    async def case_of(*arguments: Any) -> list[Change]:
        asked.append(arguments[3])
        return []

    async def nothing(*arguments: Any) -> Any:
        return {}

    for name, instead in (("_case", case_of), ("_listed", nothing), ("overall", nothing), ("out_position", nothing)):
        monkeypatch.setattr(comparing, name, instead)
    rebuilt = await replay(log.log, HAAGLANDEN)
    found = await comparing.compare(node_of(log)[0], cast(Any, None), rebuilt, WHO)
    assert asked == [OTHER]
    assert (found.cases, found.differences) == (1, {})
    assert [line.position for line in found.unopened] == [place]
    assert not command._show_compared(found, {}, as_json=False)
    assert f"LOG_{HAAGLANDEN} {place}" in capsys.readouterr().out


def test_where_all_opens_and_nothing_differs_it_is_equal(capsys: pytest.CaptureFixture[str]) -> None:
    assert command._show_compared(Compared(cases=1, values=9), {}, as_json=False)
    assert "1 casussen" in capsys.readouterr().out
