"""Every case is played with a mark in everything that is typed; none is found where it should not be (WGS-2.30-1, ALW-2).

Looked through: every file of every server (stores, logs, keys, files of services), all that went over each line (without TLS, so
that what hides it is not that), the log of the services, the names of streams, consumers and subjects, the answers that refuse,
what each organisation could open: its inbox, what it pulled, its documents; the spans that a collector is sent, and the figures that are
scraped. Of the days about a person those are looked for that are not also the moment of something, which stands in clear; what is
chosen from a list is looked for by its name, see `marking.py`.
"""

import json
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import structlog
from prometheus_client import generate_latest
from secrecy.marked.marking import BORN, CHOSEN, Marking, bsns, found_at_rest, found_in, layers, marks_of
from secrecy.marked.membership import History, by_case, not_its_own
from secrecy.marked.opened import Opened, Opening
from secrecy.marked.overhearing import overhearing
from secrecy.marked.reach import Places, beyond, beyond_in_document, days_about_a_person, places

from levensloop.cli.metrics import _gauges, _registry
from levensloop.contracts import subjects
from levensloop.contracts.answer import Answer
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.logs import configure
from levensloop.infra.messaging.spans import spans_to_collector
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.play.case_file import load_case_file
from levensloop.play.report import Report
from levensloop.play.world import World, world
from support.collector import Collector, collecting
from support.patient import patient

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*.yaml"))
CONTROL = "770000000"
"""Sent in clear over every line, so that it is known that what passes is heard."""


@pytest.mark.timeout(1500)  # by far the longest: minutes where much else runs
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
async def test_alw_2_wgs_2_30_1_a_mark_is_found_nowhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ALW-2, WGS-2.30-1."""
    marking, said, answers = Marking(), StringIO(), list[tuple[set[str], set[str], Answer]]()
    configure(said)
    _answers_into(answers, monkeypatch)
    patient(monkeypatch)
    file = marking.file(load_case_file(path))
    topology = load_topology(file.topology).model_copy(update={"tls": False})
    with collecting() as collector, spans_to_collector(collector.url, "test"):
        async with overhearing() as lines, world(topology, tmp_path, VirtualClock(file.steps[0].at)) as here:
            player = Opening(file, here, lambda _: None)
            report = await player.play()
            await _control(here)
            figures = await _figures(here)
            names, envelopes = await _names(here), await _envelopes(here)
            histories, hub = await _histories(here), here.network.topology.hub.name
            clear = {happening.at.date().isoformat() for happening in report.happenings} | await _days_in_clear(here)
    structlog.reset_defaults()
    days = days_about_a_person(histories) - clear
    logged = places(histories, days)
    inside = {mark for of in logged.values() for marks in of.values() for mark in marks}

    assert list(report.deviations) == [], "with marks the case goes as without"
    accepted = {mark for typed, _, answer in answers if answer.events for mark in typed}
    assert inside - days == accepted, "the marks are in the case, every one of what was accepted and no other"
    assert {BORN} <= days
    assert not marking.days & clear, "a day that is moved is that of nothing else"
    mine, mine_days = inside | marking.marks | marking.days, days | marking.days
    assert _in_files(tmp_path, mine, mine_days) == {}
    for line in lines.heard:
        assert (line, found_at_rest(lines.all(line), mine_days) & (mine | set(CHOSEN))) == (line, set())
    assert {line for line in (hub, f"{hub} leaf") if CONTROL.encode() not in lines.all(line)} == set(), "it is heard"
    assert not any(b'"event_type"' in lines.all(line) for line in (hub, f"{hub} leaf")), "no record of the account"
    assert any(b'"event_type"' in lines.all(line) for line in lines.heard), "that of the node itself is heard"
    for line in (hub, f"{hub} leaf"):
        seen = b"\n".join(layers(lines.all(line), 3))
        assert not {said for said in envelopes if said in seen}, (
            "no kind of event, and no moment, of a case that moves neither"
        )
    assert found_in(said.getvalue().encode(), mine_days) & mine == set()
    assert found_in("\n".join(names).encode(), mine_days) & mine == set()
    assert [told for told in _told(answers, mine_days) if told & mine] == []
    assert [
        line for line in (*spans_of(collector), *figures) if found_in(line.encode(), mine_days) & mine or bsns(line)
    ] == []
    assert not any(found_in(body, mine_days) & mine for body in collector.bodies)
    assert _beyond_its_part(report, player.opened, here, logged, histories) == {}
    assert _of_other_cases(report, here, histories) == {}
    assert [said for _, said in player.opened.refusals if marks_of(said.model_dump(), mine_days) & mine] == []


def spans_of(collector: Collector) -> list[str]:
    """What is said in each span: its name, how it failed, and all of its attributes."""
    assert len(collector.spans) > 100
    assert any(span.attributes for span in collector.spans)
    return [f"{span.name} {span.status.message} {span.attributes} {span.events}" for span in collector.spans]


async def _figures(here: World) -> list[str]:
    """Each line that Prometheus reads of each ZVH, less its value: that is a count, or so many seconds."""
    lines = []
    for zvh in here.zvhs.values():
        measured = await _gauges(zvh.node, here.network.topology)
        lines += generate_latest(_registry(lambda found=measured: found)).decode().splitlines()  # type: ignore[misc]
    assert any(line.startswith("levensloop_undelivered_disclosures{") for line in lines)
    return [line if line.startswith("#") else line.rpartition(" ")[0] for line in lines]


def _told(answers: list[tuple[set[str], set[str], Answer]], days: set[str]) -> list[set[str]]:
    """Per answer the marks in it that who gets it did not type itself in that very command."""
    return [marks_of(answer.model_dump(mode="json"), days) - typed - dated for typed, dated, answer in answers]


def _answers_into(answers: list[tuple[set[str], set[str], Answer]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer to a command, as who gave it read it, with the marks and the days in the command."""
    command = client.command

    async def kept(*given: Any, **more: Any) -> Answer:
        answer = await command(*given, **more)
        typed = marks_of([given[5:], more.get("person")], ())
        answers.append((typed, set(_DAY.findall(str(given[5:]))), answer))
        return answer

    monkeypatch.setattr(client, "command", kept)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


async def _days_in_clear(here: World) -> set[str]:
    """Those that stand in clear in an event of a log: its moment, and what it has of days that are about nobody."""
    logs = [zvh.node.log.store for zvh in here.zvhs.values()]
    return {day for log in logs for message in await log.load("es.>") for day in _DAY.findall(message.data.decode())}


async def _envelopes(here: World) -> set[bytes]:
    """What stands in clear in each event of each log: its type, its moment, and the name of each field of an envelope."""
    found = {b'"specversion"', b'"source"', b'"dataschema"'}
    for zvh in here.zvhs.values():
        for message in await zvh.node.log.store.load("es.>"):
            event = json.loads(message.data)
            found |= {event["type"].encode(), event["time"].encode()}
    assert len(found) > 20
    return found


async def _control(here: World) -> None:
    """Something in clear, from a partner through the hub to the ZVH's node: refused, and heard on the way."""
    for name in here.zvhs:
        partner = next(o for o in here.network.topology.partners(name) if here.network.topology.node(o.id) is None)
        subject = subjects.ask(name, partner.id, "inclusion", "case")
        assert b"INV-9" in (await here.clients[partner.id].request(subject, CONTROL.encode(), timeout=20)).data


async def _names(here: World) -> list[str]:
    """Of every stream, consumer and subject of every node."""
    names = []
    for node in here.network.topology.nodes:
        nc = await here.network.connect_provisioning(node.name)
        js = nc.jetstream()
        for stream in await js.streams_info():
            name = str(stream.config.name)
            names += [name, *(str(c.name) for c in await js.consumers_info(name))]
            names += (await js.stream_info(name, subjects_filter=">")).state.subjects or {}
        await nc.close()
    assert len(names) > 100
    return names


def _in_files(home: Path, mine: set[str], days: set[str]) -> dict[str, set[str]]:
    """File → the marks in it; what was released as a text without a person is not marked at all."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".blk" for path in files)
    assert any(path.name == "server.log" for path in files)
    found = {
        str(path.relative_to(home)): found_at_rest(path.read_bytes(), days) & (mine | set(CHOSEN)) for path in files
    }
    return {path: marks for path, marks in found.items() if marks}


async def _histories(here: World) -> Mapping[str, Mapping[UUID, History]]:
    """ZVH → the cases in its log."""
    logs = {name: zvh.node.log for name, zvh in here.zvhs.items()}
    return {name: by_case(await log.read_all(await log.store.load(subjects.ALL_EVENTS))) for name, log in logs.items()}


def _of_other_cases(
    report: Report, here: World, histories: Mapping[str, Mapping[UUID, History]]
) -> dict[str, list[tuple[str, UUID]]]:
    """Organisation → what it could read of a case in which it had no part then, whatever its role may have of it."""
    found = {}
    for name, received in report.received.items():
        role = here.organisations[name].role
        views = [one for one in received if isinstance(one.recorded.event, View)]
        for sender in {one.sender for one in views} if role is not Role.ZVH else ():
            letters = [(one.recorded.case, one.recorded.id) for one in views if one.sender == sender]
            if wrong := not_its_own(name, role, letters, histories[sender]):
                found[name] = wrong
    return found


def _beyond_its_part(
    report: Report, opened: Opened, here: World, logged: Places, histories: Mapping[str, Mapping[UUID, History]]
) -> dict[str, set[str]]:
    """Organisation → the marks that it could read, in a letter, in what it pulled or in a document, in an event of which it has no such
    field by its role and its part in that case."""
    letters = [(name, one.sender, one.recorded, False) for name, got in report.received.items() for one in got]
    found = dict[str, set[str]]()
    for name, sender, recorded, pulled in [*letters, *((*one, True) for one in opened.pulled)]:
        role = here.organisations[name].role
        if role is Role.ZVH or not isinstance(view := recorded.event, View):
            continue  # a case that moves comes closed; what of it is opened is the receiver's own from then on
        if extra := beyond(name, role, view, recorded, histories[sender].get(recorded.case, ()), logged, pulled):
            found.setdefault(name, set()).update(extra)
    for name, case, text in opened.documents:
        role, zvh = here.organisations[name].role, here.organisations[name].zvh
        assert zvh is not None
        if extra := beyond_in_document(name, role, text, histories[zvh][case], logged):
            found.setdefault(name, set()).update(extra)
    return found
