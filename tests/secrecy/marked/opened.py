"""What organisations open beside their letters: what a letter says that there is to pull, and documents, each at once."""

import base64
import io
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import PlanEstablished, PlanRevised
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View, more_to_pull
from levensloop.infra.messaging import client
from levensloop.infra.messaging.pulling import pull
from levensloop.play.happening import Happening
from levensloop.play.player import Player
from levensloop.play.world import World

DOCUMENTS = {PlanEstablished: "plan", PlanRevised: "plan", ClientExcluded: "exclusion"}
"""After which event which document is asked for, by everybody."""
PATIENCE = 60.0
"""Seconds: a document is made on a busy machine."""


@dataclass
class Opened:
    """`pulled`: organisation, sender and view. `documents`: organisation, case and the text of the pages, not of the ZVH itself.
    `refusals`: whom, and what was said."""

    pulled: list[tuple[str, str, Recorded[View]]] = field(default_factory=list)
    documents: list[tuple[str, UUID, str]] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)


class Opening(Player):
    """Plays a case, and after each step has everybody ask for all that there is to ask for."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.opened = Opened()
        self._looked: dict[str, int] = {}

    async def _step(self, *given: Any) -> Happening:
        happening = await super()._step(*given)
        for name, inbox in self._world.inboxes.items():
            for one in inbox.received[self._looked.get(name, 0) :]:
                view = one.recorded.event
                if isinstance(view, View) and more_to_pull(view):
                    await self._pull(name, one.sender, one.recorded.case, one.recorded.id)
            self._looked[name] = len(inbox.received)
        for recorded in happening.events:
            if document := DOCUMENTS.get(type(recorded.event)):
                await _ask(self._world, recorded.source, document, recorded.case, self.opened)
        await self._world.settled()
        return happening

    async def _pull(self, name: str, zvh: str, case: UUID, event: UUID) -> None:
        found = await pull(self._world.clients[name], zvh, name, case, event)
        if isinstance(found, Refusal):
            self.opened.refusals.append((name, found))
        else:
            self.opened.pulled.append((name, zvh, found))


async def _ask(here: World, zvh: str, document: str, case: UUID, opened: Opened) -> None:
    """Every partner of the ZVH; what it has of no business with it is refused."""
    for partner in here.network.topology.partners(zvh):
        if partner.role in (Role.LCBB, Role.CLLA):
            continue
        nc, body = here.clients[partner.id], {"case": str(case)}
        answer = await client.ask(nc, zvh, partner.id, "documents", document, body, PATIENCE)
        if isinstance(answer, Refusal):
            opened.refusals.append((partner.id, answer))
        else:
            pages = PdfReader(io.BytesIO(base64.b64decode(answer["base64"]))).pages
            opened.documents.append((partner.id, case, "\n".join(page.extract_text() for page in pages)))
