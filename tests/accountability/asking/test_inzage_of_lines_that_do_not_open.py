"""GDPR-15, GDPR-33: where a line does not open, a person gets what is there, and the overview says what is not: how many, which and since
when. It claims nothing that only a whole log would show. Who makes it is told more, and with status 1."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from accountability.asking.test_inzage import LETTER, LOOK, NAMES, ROLES, given
from accountability.test_records_in_the_log import account
from typer.testing import CliRunner

from levensloop.audit.log.reading import LogReader
from levensloop.cli.application import application
from levensloop.cli.inzage import command
from levensloop.cli.inzage.command import Known, overview
from levensloop.cli.inzage.unopened import MOST, SO_FAR, TITLE, Missing, told
from levensloop.contracts import subjects
from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.documents.model import texts
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.accounts import AccountLog
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.key_store import KeyStore
from support.forged_lines import FORGED, INFORMED, Forged, of_another_case
from support.samples.inclusion import SAMPLE_PERSON
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, NOW, actor
from support.sealed_log import InMemory, KeysAtHand, SealedLog

CASE, OTHER = uuid4(), uuid4()
UNDER = [one for one in FORGED if one.under]
COMPLETE = "Meer dan wat hier staat is er niet verstrekt"


async def known(log: SealedLog, *accounts: Account, unopened: Missing | None = None) -> Known:
    events, lines = await log.log.what_opens(CASE)
    missing = unopened if unopened is not None else Missing(lines)
    return Known(CASE, HAAGLANDEN, events, given(*accounts), NAMES, ROLES, missing=missing)


def said(found: Known) -> str:
    return " ".join(texts(overview(found)))


@pytest.mark.parametrize("forged", UNDER, ids=lambda forged: forged.name)
async def test_gdpr_15_the_person_gets_what_is_there_and_hears_what_is_not(forged: Forged) -> None:
    log = SealedLog()
    await log.given(CASE, *planned_case())
    place = log.store.put(*await forged.put(log, CASE))
    await log.given(CASE, INFORMED)
    found = await known(log, LETTER, LOOK)
    text = said(found)
    assert len(found.events) == len(planned_case()) + 1, "also what came after it"
    assert SAMPLE_PERSON.name in text
    assert TITLE in text
    assert "1 regel met gegevens in uw casus is niet te openen" in text
    assert f"regel {place}, opgeslagen op 2 februari 2026" in text
    assert forged.why not in text, "how a machine says it is for who keeps the node"
    (_, line, *_) = told(found.missing)
    assert f"LOG_{HAAGLANDEN} {place} (opgeslagen op 2 februari 2026)" in line
    assert forged.why in line


async def test_of_somebody_else_nothing_is_shown() -> None:
    """An event of another case, put under this one: whole, and of somebody else."""
    log = SealedLog()
    await log.given(CASE, INFORMED)
    secret = planned_case()[0]
    _, body = await log.sealed(OTHER, secret)
    log.store.put(subjects.event(type(secret), CASE), body)
    text = said(await known(log))
    assert SAMPLE_PERSON.name not in text
    assert TITLE in text


async def test_where_all_of_it_opens_nothing_is_said_of_that() -> None:
    log = SealedLog()
    await log.given(CASE, *planned_case())
    found = await known(log, LETTER)
    assert TITLE not in said(found)
    assert COMPLETE in said(found)
    assert told(found.missing) == ()


async def test_what_only_a_whole_log_shows_is_not_claimed() -> None:
    log = SealedLog()
    await log.given(CASE, INFORMED)
    sound = said(await known(log, LETTER))
    assert "Er is nog geen doel vastgesteld." in sound
    assert "Er is niets van u aan derden gegeven." in sound
    log.store.put(*await FORGED[0].put(log, CASE))
    _, lines = await log.log.what_opens(CASE)
    of_data = said(await known(log, LETTER, unopened=Missing(lines)))
    assert f"{SO_FAR} staat geen doel." in of_data
    assert f"{SO_FAR} staat niet dat iets van u aan derden ging." in of_data
    assert COMPLETE in of_data, "every record of what went opened"
    of_accounts = said(await known(log, LETTER, unopened=Missing((), lines)))
    assert COMPLETE not in of_accounts
    assert "Niet alle regels hierover zijn te openen" in of_accounts
    assert f"{SO_FAR} staat niet dat iemand iets kreeg." in said(await known(log, unopened=Missing((), lines)))


async def test_where_nothing_opens_there_is_an_overview_that_says_so() -> None:
    log = SealedLog()
    log.store.put(*await FORGED[0].put(log, CASE))
    text = said(await known(log))
    assert TITLE in text
    assert "niet te zeggen" in text


async def test_many_lines_are_counted_and_the_first_are_named() -> None:
    log = SealedLog()
    for _ in range(MOST + 5):
        log.store.put(*await of_another_case(log, CASE))
    text = said(await known(log))
    assert f"{MOST + 5} regels met gegevens in uw casus zijn niet te openen" in text
    assert "en nog 5" in text


async def test_what_was_before_a_destruction_is_no_more_there_unopened_than_opened() -> None:
    log = SealedLog()
    log.store.put(*await FORGED[0].put(log, CASE))
    await log.given(CASE, CaseDestroyed(at=NOW, by=actor(HAAGLANDEN), destruction=uuid4(), entries=3))
    events, lines = await log.log.what_opens(CASE)
    assert ([type(one.event) for one in events], lines) == ([CaseDestroyed], ())


def reader(store: InMemory, keys: KeysAtHand) -> LogReader:
    accounts = AccountLog(cast(EventStore, store), HAAGLANDEN, cast(KeyStore, keys))
    return LogReader(cast(Node, SimpleNamespace(me=HAAGLANDEN, accounts=accounts, store=lambda stream: None)))


async def kept(store: InMemory, keys: KeysAtHand, *accounts: Account) -> None:
    log = AccountLog(cast(EventStore, store), HAAGLANDEN, cast(KeyStore, keys))
    for message in await log.messages(accounts):
        store.put(message.subject, message.data)


async def test_a_record_about_the_person_that_does_not_open_stops_nothing() -> None:
    store, keys = InMemory(subjects.audit_stream(HAAGLANDEN)), KeysAtHand()
    await kept(store, keys, account(CASE, operation=Operation.CONSULT))
    store.put(subjects.audit("consult", CASE), b"geen regel")
    await kept(store, keys, account(CASE, operation=Operation.DISCLOSE))
    found = reader(store, keys)
    assert [one.operation async for one in found.about(CASE)] == [Operation.CONSULT, Operation.DISCLOSE]
    (line,) = found.unopened
    assert (line.stream, line.position, line.cases) == (f"AUDIT_{HAAGLANDEN}", 2, (CASE,))


def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: Known) -> Any:
    async def made(*arguments: object) -> Known:
        return found

    monkeypatch.setattr(command, "_known", made)
    topology = Path(__file__).parents[3] / "topologies" / "two-zvhs.yaml"
    words = ["inzage", "--topology", str(topology), "--node", HAAGLANDEN, "--functionary", "fg"]
    return CliRunner().invoke(
        application(["inzage"]), [*words, "--case", str(CASE), "--out", str(tmp_path / "inzage.pdf")]
    )


@pytest.mark.parametrize("sound", [True, False])
def test_the_command_makes_the_overview_and_its_status_says_whether_it_is_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sound: bool
) -> None:
    async def written() -> tuple[Known, int]:
        log = SealedLog()
        await log.given(CASE, *planned_case())
        place = 0 if sound else log.store.put(*await FORGED[0].put(log, CASE))
        return await known(log), place

    found, place = asyncio.run(written())
    came = run(monkeypatch, tmp_path, found)
    assert (tmp_path / "inzage.pdf").read_bytes().startswith(b"%PDF")
    assert came.exit_code == (0 if sound else 1)
    assert ("HET OVERZICHT IS NIET VOLLEDIG" in came.stderr) != sound
    assert (f"LOG_{HAAGLANDEN} {place}" in came.stderr) != sound
