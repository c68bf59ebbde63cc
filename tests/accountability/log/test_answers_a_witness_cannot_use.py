"""Whatever a log answers, a witness says what is wrong with it, cosigns nothing, looks on, and at the other logs too. Without a server."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from nats.aio.client import Client
from nats.errors import ConnectionClosedError
from rich.console import Console

from levensloop.audit.log.witness import Witness
from levensloop.cli.witness import look, look_on, looking_on
from levensloop.contracts import subjects
from levensloop.contracts.log_names import log_name
from levensloop.infra.messaging import client
from levensloop.infra.messaging.alone import until_stopped
from levensloop.infra.messaging.client import Unclear
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.tree import EMPTY_ROOT
from support.waiting import eventually

POLITIE, BAD, GOOD = "politie-haaglanden", "zvh-haaglanden", "zvh-rotterdam"
SIGNER = SignerKey("getuige", Kind.COSIGNATURE, b"\5" * 32)
CLOCK = VirtualClock(datetime(2026, 3, 2, tzinfo=UTC))


class Knows(Witness):
    """Whose key a log has it knows without a topology."""

    def learn(self, topology: object, signer: SignerKey) -> None:
        self._log, self._signer = _log_of(self._zvh).verifier, signer


def _log_of(zvh: str) -> SignerKey:
    return SignerKey(log_name(zvh), Kind.NOTE, zvh.encode()[:32].ljust(32, b"\0"))


@dataclass
class Message:
    data: bytes


class Saying:
    """A connection on which each log answers what it answers."""

    def __init__(self, **answers: bytes | Exception) -> None:
        self._answers = {name.replace("_", "-"): answer for name, answer in answers.items()}
        self.asked: list[str] = []

    async def request(self, subject: str, payload: bytes, **_: Any) -> Message:
        self.asked.append(subject)
        answer = next(answer for name, answer in self._answers.items() if f".{name}." in subject)
        if isinstance(answer, Exception):
            raise answer
        return Message(answer)


def answered(**given: object) -> bytes:
    return json.dumps({"answer": given}).encode()


WHOLE = answered(
    checkpoint=notes.sign(Checkpoint(log_name(GOOD), 0, EMPTY_ROOT), _log_of(GOOD)).format().decode(), proof=[]
)
ANSWERS: dict[str, bytes | Exception] = {
    "nothing": b"",
    "no JSON": b"not json",
    "no UTF-8": b'{"answer":{"checkpoint":"\xff","proof":[]}}',
    "an empty object": b"{}",
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "deeper than anybody reads": b'{"answer":' * 100_000,
    "an answer that is a list": b'{"answer":[]}',
    "an answer that is null": b'{"answer":null}',
    "an empty answer": answered(),
    "a checkpoint that is a number": answered(checkpoint=5, proof=[]),
    "no proof": answered(checkpoint=None),
    "a proof that is a text": answered(checkpoint="x", proof="x"),
    "a proof of numbers": answered(checkpoint="x", proof=[5]),
    "half a character": answered(checkpoint="\ud800", proof=[]),
    "no note": answered(checkpoint="x\n", proof=[]),
    "a note of no checkpoint": answered(checkpoint="x\n\n— x AAAAAAAA\n", proof=[]),
    "of another log": WHOLE,
    "an empty refusal": b'{"refusal":{}}',
    "a refusal that is a text": b'{"refusal":"nee"}',
    "a refusal": b'{"refusal":{"rule":"INV-8","message":"nu niet"}}',
    "a refusal with marks of its own": b'{"refusal":{"rule":"[/red]","message":"[/] [bold"}}',
    "a connection that is closed": ConnectionClosedError(),
}


def witnesses(directory: Path) -> list[Witness]:
    return [Knows(cast("Any", None), zvh, POLITIE, SIGNER, directory, CLOCK) for zvh in (BAD, GOOD)]


def kept_in(directory: Path) -> list[str]:
    return [file.name for file in directory.iterdir()]


async def test_what_makes_looking_impossible_stops_who_waits_for_it(tmp_path: Path) -> None:
    """`levensloop up` waits for `Looking.ended` as it does for its services; what nobody foresaw ends it, and is not lost."""
    nc = Saying(zvh_haaglanden=RuntimeError("nobody foresaw it"), zvh_rotterdam=WHOLE)
    looking = asyncio.create_task(looking_on(cast("Client", nc), witnesses(tmp_path), Console(record=True)))
    with pytest.raises(RuntimeError, match="nobody foresaw it"):
        await until_stopped(looking, stop=asyncio.get_running_loop().create_future())


@pytest.mark.parametrize("what", ANSWERS)
async def test_it_says_so_and_looks_at_the_next_log(what: str, tmp_path: Path) -> None:
    nc, console = Saying(zvh_haaglanden=ANSWERS[what], zvh_rotterdam=WHOLE), Console(record=True, width=400)
    assert not await look(cast("Client", nc), witnesses(tmp_path), console)
    assert f"Er is niets medeondertekend van {BAD}." in console.export_text()
    assert kept_in(tmp_path) == [f"{GOOD}.checkpoint"], "of the one that is right it keeps it"
    assert nc.asked[-1].endswith("audit.cosign")


async def test_and_looks_again_when_it_is_time(tmp_path: Path) -> None:
    nc, console = Saying(zvh_haaglanden=b"{}", zvh_rotterdam=b"{}"), Console(record=True)
    stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    looking = asyncio.create_task(look_on(cast("Client", nc), witnesses(tmp_path), console, stop, pause=0))
    await eventually(lambda: len(nc.asked) >= 6, "it looked three times at both")
    stop.set_result(None)
    assert not await looking


ONLY_OF_A_QUESTION = ("an empty object", "an answer that is null", "half a character")
"""To a command these are answers: what it does not know it leaves out, and no events is an answer too."""


@pytest.mark.parametrize("what", ["nothing", "no JSON", "a list", "an empty refusal", *ONLY_OF_A_QUESTION])
async def test_a_question_and_a_command_end_in_a_clear_error(what: str) -> None:
    nc = cast("Client", Saying(zvh_haaglanden=ANSWERS[what]))
    if what not in ONLY_OF_A_QUESTION:
        with pytest.raises(Unclear, match=f"Het antwoord van {BAD} op RaiseSignal is niet te lezen"):
            await client.command(nc, BAD, POLITIE, "RaiseSignal", uuid4(), "wijkagent", {})
    with pytest.raises(Unclear, match=f"Het antwoord van {BAD} op checkpoint is niet te lezen"):
        await client.ask(nc, BAD, POLITIE, "audit", "checkpoint", {})


def test_the_subject_of_a_question_names_the_zvh_so_that_each_log_here_answers_its_own() -> None:
    assert f".{BAD}." in subjects.ask(BAD, POLITIE, "audit", "checkpoint")
