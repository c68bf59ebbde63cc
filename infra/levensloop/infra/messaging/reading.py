"""The recipient's side of letters: believe who sent one, ask that ZVH for its key, read it, and never the same one twice."""

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from nats.aio.client import Client

from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.event import Value
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View
from levensloop.infra.messaging import client
from levensloop.infra.messaging.tracing import came
from levensloop.infra.nodes.credentials import OwnClient
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.errors import NotForUs, OrganisationKeyProblem, Tampered
from levensloop.infra.secrecy.letters import Letter, read_letter, receive_letter
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from levensloop.infra.secrecy.parcels import LETTER_KEYS, open_parcel
from levensloop.infra.secrecy.release import MOST, read_letter_keys
from levensloop.infra.secrecy.requests import Correspondent

TRIES = 8
"""Of who follows what comes: over half a minute in all where nobody answers. Default."""

PAUSE, LONGEST_PAUSE = 0.1, 8.0
"""Seconds between those, doubled each time. Default."""

V = TypeVar("V", bound=Value, covariant=True)


@dataclass(frozen=True, slots=True)
class Received(Generic[V]):
    """What reached an organisation, a partner's view of an event, and the ZVH that sent it. `letter`: the number of the letter, which
    is that of its accountability record; none for what is no letter."""

    recorded: Recorded[V]
    sender: str
    letter: UUID | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A letter that stays closed, and why. `waiting`: for now, since its ZVH gives no answer. `letter`: none for what is no letter of
    that ZVH to us at all."""

    sender: str
    case: UUID
    letter: UUID | None
    refusal: Refusal
    position: int
    waiting: bool = False


Opened = Received[View] | Closed


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it came. `position`: where it stands at who reads; `sequence`: in the outbox of the ZVH, 0 when not known.
    `trace`: the traceparent that came with it, by which nothing is judged."""

    body: bytes
    case: UUID
    sender: str
    position: int
    sequence: int = 0
    trace: str | None = None


class KeysRefused(Exception):
    """The ZVH did not look at the question for keys at all; the message is its refusal, in Dutch. Nothing is lost: ask again."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.message} ({refusal.rule})")


class Reader:
    """One organisation that reads, over a connection of its own, which has its keys. What it `done` with is left out when it comes
    again: somebody who puts an old letter in the way changes nothing."""

    def __init__(self, nc: Client, organisation: str, tries: int = 1, by: Asker = MACHINE) -> None:
        """`tries`: how often a ZVH is asked that gives no answer; a service that starts again is there within seconds. `by`: which person
        reads, for the account that the ZVH keeps.

        Raises `OrganisationKeyProblem` where the connection comes without keys.
        """
        self._tries = tries
        correspondent = correspondent_of(nc, organisation)
        self._nc, self._me, self._by = nc, organisation, by
        self._own: OrganisationKeys = correspondent.own()
        self._directory: Directory = correspondent.directory()
        self._done: set[UUID] = set()

    def done(self, opened: Opened) -> None:
        """This one was dealt with."""
        if isinstance(opened, Received) and opened.letter:
            self._done.add(opened.letter)

    async def open(self, arrived: Sequence[Arrived]) -> list[Opened]:
        """In the same order, without what was read before: each opened, or closed with the reason.

        Raises `UnknownSigner` (our topology may lag: nothing of it is lost, try again later), `NotALetter`, `UnreadableEvent`,
        `KeysRefused`, `Unanswered`, `OrganisationKeyProblem`.
        """
        began, found = time.time_ns(), list(self._new(arrived))
        asked = [(one, letter) for one, letter in found if isinstance(letter, Letter)]
        keys, refused = dict[UUID, Key](), dict[UUID, Refusal]()
        for zvh in dict.fromkeys(one.sender for one, _ in asked):
            of_zvh = [(one, letter) for one, letter in asked if one.sender == zvh]
            for start in range(0, len(of_zvh), MOST):
                more, no = await self._ask(zvh, of_zvh[start : start + MOST])
                keys |= more
                refused |= no
        opened = [
            self._read(one, letter, keys, refused) if isinstance(letter, Letter) else letter for one, letter in found
        ]
        for (one, letter), read in zip(found, opened, strict=True):
            if isinstance(letter, Letter):
                outcome = "opened" if isinstance(read, Received) else "closed"
                came(one.trace, "read letter", began, organisation=self._me, outcome=outcome)
        return opened

    def closed(self, arrived: Sequence[Arrived], why: Refusal) -> list[Opened]:
        """The same, without asking: of each that it is waiting."""
        return [
            Closed(one.sender, one.case, letter.address.message, why, one.position, waiting=True)
            if isinstance(letter, Letter)
            else letter
            for one, letter in self._new(arrived)
        ]

    def _new(self, arrived: Sequence[Arrived]) -> Iterator[tuple[Arrived, Letter | Closed]]:
        seen = set(self._done)
        for one in arrived:
            try:
                letter = receive_letter(one.body, self._me, one.case, self._directory.signer_of_letter)
                if letter.address.sender != one.sender:
                    raise NotForUs("afzender")
            except (Tampered, NotForUs) as error:
                yield one, _forged(one, error)
                continue
            if letter.address.message not in seen:
                seen.add(letter.address.message)
                yield one, letter

    async def _ask(
        self, zvh: str, asked: Sequence[tuple[Arrived, Letter]]
    ) -> tuple[Mapping[UUID, Key], Mapping[UUID, Refusal]]:
        question = uuid4()
        body = {"id": str(question), "letters": list(_by_case(asked))}
        answer = await self._answer(zvh, body)
        if isinstance(answer, Refusal):
            raise KeysRefused(answer)
        keys: dict[UUID, Key] = {}
        for case, parcel in answer["parcels"].items():
            address, content = open_parcel(
                parcel.encode(), LETTER_KEYS, self._me, UUID(case), self._directory.signer, self._own
            )
            if (address.sender, address.message) != (zvh, question):
                raise NotForUs("vraag")
            keys |= read_letter_keys(content)
        return keys, {UUID(message): Refusal.model_validate(why) for message, why in answer["refused"].items()}

    async def _answer(self, zvh: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        for attempt in range(1, self._tries):
            with suppress(client.Unanswered):
                return await client.ask(self._nc, zvh, self._me, "disclosure", "keys", body, by=self._by)
            await asyncio.sleep(min(PAUSE * 2.0**attempt, LONGEST_PAUSE))  # nothing tells when it is there again
        return await client.ask(self._nc, zvh, self._me, "disclosure", "keys", body, by=self._by)

    def _read(self, one: Arrived, letter: Letter, keys: Mapping[UUID, Key], refused: Mapping[UUID, Refusal]) -> Opened:
        message = letter.address.message
        if message not in keys:
            why = refused.get(message) or refuse("INV-8", f"{one.sender} gaf geen sleutel, en zei niet waarom.")
            return Closed(one.sender, one.case, message, why, one.position)
        try:
            content = read_letter(letter, keys[message])
        except Tampered as error:
            return _forged(one, error)
        return Received(read_view(content, one.position, message), one.sender, message)


def correspondent_of(nc: Client, organisation: str) -> Correspondent:
    """The keys that come with this connection. Raises `OrganisationKeyProblem` where there are none."""
    found = nc.correspondent if isinstance(nc, OwnClient) else None
    if found is None:
        raise OrganisationKeyProblem(
            f"De verbinding van {organisation} heeft geen eigen sleutels, dus er is niets te lezen."
        )
    return found


def _forged(one: Arrived, error: Tampered | NotForUs) -> Closed:
    return Closed(one.sender, one.case, None, refuse("INV-1", str(error)), one.position)


def _by_case(asked: Iterable[tuple[Arrived, Letter]]) -> Iterator[dict[str, Any]]:
    cases: dict[UUID, list[tuple[Arrived, Letter]]] = {}
    for one, letter in asked:
        cases.setdefault(one.case, []).append((one, letter))
    for case, letters in cases.items():
        after = max(0, min(one.sequence for one, _ in letters) - 1)
        yield {"case": str(case), "messages": [str(letter.address.message) for _, letter in letters], "after": after}
