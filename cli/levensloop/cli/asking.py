"""Asking a ZVH's services, as somebody of the ZVH itself: a view of one case, or a list over all of them."""

from typing import Any
from uuid import UUID

from nats.aio.client import Client

from levensloop.contracts.consulted import Asker
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.lists import AGENDA
from levensloop.zvh.services import CASE_SERVICES

PATIENCE = 60.0
"""Seconds for a list: after a restart a service first reads its whole log. Default."""


class Refused(Exception):
    """The ZVH refused; the message is its refusal, in Dutch."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"Geweigerd ({refusal.rule}): {refusal.message}")


async def view_of(nc: Client, zvh: str, service: str, view: str, case: UUID, by: Asker) -> dict[str, Any]:
    """What a service says of one case. Raises `Refused`, `Unanswered`."""
    return granted(await client.ask(nc, zvh, zvh, service, view, {"case": str(case)}, by=by))


async def rows_of(
    nc: Client, zvh: str, service: str, name: str, by: Asker, **only: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """All rows of a list, and the cases that the service cannot read. Raises `Refused`, `Unanswered`."""
    rows: list[dict[str, Any]] = []
    unreadable: list[str] = []
    after: int | None = 0
    while after is not None:
        answer = granted(await client.ask(nc, zvh, zvh, service, name, {"after": after, **only}, PATIENCE, by))
        rows.extend(answer["rows"])
        unreadable.extend(answer["unreadable"])
        after = answer["next"]
    return rows, unreadable


async def agenda_of(
    nc: Client, zvh: str, by: Asker, case: UUID | None = None
) -> tuple[list[dict[str, Any]], list[str]]:
    """What is due at every service, oldest first, of one case when given; and the cases of which nobody can tell.

    Raises `Refused`, `Unanswered`.
    """
    only = {"case": str(case)} if case else {}
    lists = [await rows_of(nc, zvh, service.name, AGENDA, by, **only) for service in CASE_SERVICES]
    rows = sorted((row for rows, _ in lists for row in rows), key=lambda row: (row["due"], row["case"], row["what"]))
    return rows, sorted({unreadable for _, cases in lists for unreadable in cases})


def granted(answer: dict[str, Any] | Refusal) -> dict[str, Any]:
    """The answer. Raises `Refused`."""
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer
