"""A network that runs at a user's prompt, and what a test does beside it over a connection of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

from cli.conftest import User
from nats.aio.client import Client

from levensloop.contracts.answer import Answer
from levensloop.contracts.event import CommandData
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.nodes.credentials import connect, credentials
from levensloop.infra.nodes.topology_file import load_topology
from levensloop.verifier.note import Note
from levensloop.zvh.services import APPS
from support.messaging import Desk, as_json
from support.samples.world import GEMEENTE, HAAGLANDEN
from support.waiting import eventually


@contextmanager
def at_work(home: Path, *partners: str) -> Iterator[User]:
    """Somebody with the hub, the node of ZVH Haaglanden and those of these partners running; all of it is ended, however it began."""
    somebody = User(home)
    try:
        somebody.make_keys()
        somebody.start_hub()
        somebody.start_zvh(HAAGLANDEN)
        for partner in partners:
            somebody.start_partner(partner)
        reached(somebody)
        yield somebody
    finally:
        somebody.end_all()


async def connected(user: User, organisation: str) -> Client:
    """As this organisation, at its own node, or else at the hub."""
    topology = load_topology(user.topology)
    here = topology.node(organisation)
    url = f"nats://{here.listen if here else topology.hub.listen}"
    return await connect(url, credentials(topology, user.home / "keys", organisation))


def reached(user: User) -> None:
    """Wait until who is at the hub reaches every service of ZVH Haaglanden: a node that just started is not known there yet."""

    async def until() -> None:
        nc = await connected(user, GEMEENTE)
        try:
            for service in APPS:
                await Desk(nc, GEMEENTE).reaches(service)
        finally:
            await nc.close()

    asyncio.run(until())


def give(user: User, organisation: str, command: CommandData, case: UUID, by: str = "medewerker") -> Answer:
    """A command at ZVH Haaglanden, without the prompt. Until it is answered: a node that just started is not known across the hub yet."""
    name, data, number, answers = type(command).wire_name(), as_json(command), uuid4(), list[Answer]()

    async def given() -> Answer:
        nc = await connected(user, organisation)

        async def answered() -> bool:
            with suppress(client.Unanswered):
                answers.append(await client.command(nc, HAAGLANDEN, organisation, name, case, by, data, id=number))
            return bool(answers)

        try:
            await eventually(answered, f"{name} is answered")
        finally:
            await nc.close()
        return answers[0]

    return asyncio.run(given())


def grow(user: User) -> Note:
    """A checkpoint of the log of ZVH Haaglanden, without waiting a minute for it."""
    answers: list[Note] = []

    async def grown() -> None:
        nc = await connected(user, HAAGLANDEN)

        async def signed() -> bool:
            answer = await client.ask(nc, HAAGLANDEN, HAAGLANDEN, "audit", "grow", {})
            if not isinstance(answer, Refusal):
                answers.append(Note.parse(answer["checkpoint"].encode()))
            return bool(answers)

        try:
            await eventually(signed, "the log is signed")
        finally:
            await nc.close()

    asyncio.run(grown())
    return answers[0]
