"""All that an organisation received, from the beginning: at its own node, or asked back from each ZVH it works with."""

import json
import sys
from collections.abc import Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from levensloop.cli.reach import node_client
from levensloop.contracts.event import SYSTEM, DomainEvent
from levensloop.contracts.views import View
from levensloop.infra.messaging.partner import Closed, Opened, Received, inbox_history, node_history
from levensloop.infra.nodes.topology import Topology

BEGIN = datetime.fromtimestamp(0, UTC)


async def received_by(topology: Topology, organisation: str, keys: Path) -> list[Received[View]]:
    """In order of arrival, per sender; what stays closed is not in it, and said on standard error.

    Raises `NodesError`, `HistoryRefused`, `KeysRefused`, `Unanswered`, `UnreadableEvent`, `SecrecyError`.
    """
    found: list[Opened] = []
    async with node_client(topology, organisation, keys) as nc:
        zvhs = topology.zvhs_of(organisation)
        if topology.node(organisation) is not None:
            histories = [node_history(nc, organisation, zvhs[0], BEGIN, follow=False)]
        else:
            histories = [inbox_history(nc, zvh, organisation, BEGIN, follow=False) for zvh in zvhs]
        for history in histories:
            async with aclosing(history) as messages:
                found += [opened async for opened in messages]
    closed = [one for one in found if isinstance(one, Closed)]
    for one in closed:
        print(f"Een brief van {one.sender} ging niet open: {one.refusal.message} ({one.refusal.rule})", file=sys.stderr)
    return [one for one in found if isinstance(one, Received)]


E = TypeVar("E", bound=DomainEvent)


def whole(received: Iterable[Received[DomainEvent | View]], kind: type[E]) -> list[tuple[str, E]]:
    """Sender and event, of the views that lack nothing of it but who did it: what a node records by itself and sends to the CLLA.

    Raises `ValidationError` where a view does lack something: then it is no event to count with.
    """
    views = [(one.sender, one.recorded.event) for one in received]
    return [
        (sender, kind.model_validate_json(json.dumps(_signed(view))))
        for sender, view in views
        if isinstance(view, View) and view.of is kind
    ]


def _signed(view: View) -> dict[str, Any]:
    data = view.model_dump(mode="json")
    return {**data, "by": {"functionary": SYSTEM, **data["by"]}}
