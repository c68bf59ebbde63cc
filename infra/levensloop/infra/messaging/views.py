"""Questions to a service, over request/reply. Who asks is in the subject; what may be asked is said per question."""

import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.shielding import refused_as_shielded
from levensloop.infra.messaging.case_log import CaseLog
from levensloop.infra.messaging.service import Service

Ask = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any] | Refusal]]
"""From the organisation that asks and the body of its question to the answer, or the refusal."""


def view_asks(service: Service[Any], log: CaseLog, me: str) -> Mapping[str, Ask]:
    """The views of a service, each asked with `{"case": id}`, by the ZVH itself only: partners receive, they do not look.

    A shielded case shows nothing (MOV-7, EXT-3), but what another ZVH presented of it (MOV-1).
    """
    return {name: _of_case(service, name, log, me) for name in service.views}


def _of_case(service: Service[Any], name: str, log: CaseLog, me: str) -> Ask:
    async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if refusal := only_itself(organisation, me):
            return refusal
        try:
            case = UUID(str(body["case"]))
        except (KeyError, ValueError):
            return refuse("INV-1", "De vraag noemt geen geldig casusnummer.", fields="case")
        history = await log.load(case)
        if not history.events:
            return refuse("INV-4", "Deze casus is hier niet bekend.")
        state = functools.reduce(service.evolve, history.events, service.initial)
        presented = name in service.presented and state.standing.presented_to == me
        shielded = None if presented else refused_as_shielded(state.standing, me)
        return shielded or service.views[name](state)

    return ask


def only_itself(organisation: str, me: str) -> Refusal | None:
    """What is not for partners: they receive, they do not look."""
    if organisation == me:
        return None
    return refuse("INV-6", "Dit kan alleen het Zorg- en Veiligheidshuis zelf vragen.", organisation=organisation)
