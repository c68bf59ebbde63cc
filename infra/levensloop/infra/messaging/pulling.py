"""The recipient's side of a pull: after a letter that says that there is more, ask the ZVH for all that may be seen of it now."""

from uuid import UUID, uuid4

from nats.aio.client import Client

from levensloop.contracts.consulted import MACHINE, Asker
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View
from levensloop.infra.messaging import client
from levensloop.infra.messaging.reading import correspondent_of
from levensloop.infra.secrecy.errors import NotForUs
from levensloop.infra.secrecy.parcels import PULLED, open_parcel


async def pull(
    nc: Client, zvh: str, organisation: str, case: UUID, event: UUID, by: Asker = MACHINE
) -> Recorded[View] | Refusal:
    """The view of this event as it may be seen at this moment, or why nothing of it may. Each time is accounted for at the ZVH (ALW-3),
    with who reads it, `by`.

    Raises `Unanswered`, `Tampered`, `UnknownSigner`, `NotForUs`, `UnreadableEvent`, `OrganisationKeyProblem`.
    """
    who, question = correspondent_of(nc, organisation), uuid4()
    body = {"id": str(question), "case": str(case), "event": str(event)}
    answer = await client.ask(nc, zvh, organisation, "disclosure", "pull", body, by=by)
    if isinstance(answer, Refusal):
        return answer
    address, content = open_parcel(
        answer["parcel"].encode(), PULLED, organisation, case, who.directory().signer, who.own()
    )
    if (address.sender, address.message) != (zvh, question):
        raise NotForUs("vraag")
    found = read_view(content, 0)
    if found.id != event:
        raise NotForUs("gebeurtenis")
    return found
