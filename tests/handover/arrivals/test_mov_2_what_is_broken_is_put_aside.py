"""MOV-2: of a case stream with anything wrong in it, nothing from there on enters the log; it waits among the dead letters."""

import json
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from handover.crossing import Crossing, crossing, edited

from levensloop.infra.eventstore.messages import NewMessage
from levensloop.infra.nodes.network import Network
from support.samples.world import HAAGLANDEN, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")

EARLY, LATE = 5, -2
"""Where it goes wrong: in the history, or after the release of the case."""


def put(c: Crossing, at: int, body: bytes) -> list[NewMessage]:
    """With another body there, and a chain that fits it."""
    return c.chained([*c.bodies[:at], body, *c.bodies[at + 1 :]])


def omitted(c: Crossing, at: int) -> list[NewMessage]:
    return [m for index, m in enumerate(c.chained(c.bodies)) if index != at]


def swapped(c: Crossing, at: int) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:at], good[at + 1], good[at], *good[at + 2 :]]


def changed(c: Crossing, at: int) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:at], replace(good[at], data=good[at].data + b" "), *good[at + 1 :]]


def repeated(c: Crossing, at: int) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:at], good[at - 1], *good[at:]]


def unnumbered(c: Crossing, at: int) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:at], replace(good[at], headers={}), *good[at + 1 :]]


def renumbered(c: Crossing, at: int) -> list[NewMessage]:
    good = c.chained(c.bodies)
    return [*good[:at], replace(good[at], headers={**good[at].headers, "Levensloop-Count": "99"}), *good[at + 1 :]]


def of_another_case(c: Crossing, at: int) -> list[NewMessage]:
    return put(c, at, edited(c.bodies[at], subject=str(uuid4())))


def of_a_newer_version(c: Crossing, at: int) -> list[NewMessage]:
    return put(c, at, edited(c.bodies[at], type=json.loads(c.bodies[at])["type"].replace(".v1", ".v2")))


def of_an_unknown_kind(c: Crossing, at: int) -> list[NewMessage]:
    return put(c, at, edited(c.bodies[at], type="nl.levensloopaanpak.something-else.v1"))


def no_event(c: Crossing, at: int) -> list[NewMessage]:
    return put(c, at, b"{")


def as_if_recorded_here(c: Crossing, at: int) -> list[NewMessage]:
    source = json.loads(c.bodies[at])["source"].replace(HAAGLANDEN, ROTTERDAM)
    return put(c, at, edited(c.bodies[at], source=source, id=str(uuid4())))


def changed_under_the_same_id(c: Crossing, at: int) -> list[NewMessage]:
    return put(c, at, edited(c.bodies[at - 1], time="2026-01-01T00:00:00Z"))


DAMAGES = [
    omitted,
    swapped,
    changed,
    repeated,
    unnumbered,
    renumbered,
    of_another_case,
    of_a_newer_version,
    of_an_unknown_kind,
    no_event,
    as_if_recorded_here,
    changed_under_the_same_id,
]


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
async def test_mov_2_nothing_from_there_on_is_taken_in(
    network: Network, damage: Callable[[Crossing, int], list[NewMessage]], early: bool
) -> None:
    async with crossing(network) as c:
        at = EARLY if early else len(c.bodies) + LATE
        messages = damage(c, at)
        await c.send(messages)

        assert await c.taken() == ([] if early else [body for body in c.bodies[:at] if body not in c.known]), (
            "no receipt, and no history without its release"
        )
        letters = await c.put_aside()
        assert letters[-1].origin.data == messages[-1].data
        aside = [letter.origin.data for letter in letters]
        assert aside in [[message.data for message in messages[start:]] for start in range(at, len(messages))]
        assert all(" " in letter.reason for letter in letters), "each says why, in words"
