"""Commands and questions as they come over the hub: sealed and signed by who gives them, and answered so that only they can read it."""

from collections.abc import Awaitable, Callable

import structlog
from faststream.nats import NatsMessage

from levensloop.contracts import subjects
from levensloop.contracts.refusal import refuse
from levensloop.infra.messaging.answering import BUG_ANSWER, Fault, Reply, as_json
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.trouble import reason
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.requests import open_request
from levensloop.infra.users.acting_as import KnownUser
from levensloop.infra.users.grant import signers_now
from levensloop.infra.users.speaking import said_by

Opened = Callable[[str, bytes, KnownUser | None], Awaitable[bytes]]
"""From the subject, the request in clear, and which user signed it if one did, to the answer in clear."""

_log = structlog.get_logger()


def confidential(node: Node, service: str, answer: Opened) -> Reply:
    """Opens what comes in, and closes what goes back. What is not signed by the organisation of the subject, or by a user that it
    granted this, is refused (INV-9), in clear: it is not known who asked."""

    async def reply(message: NatsMessage) -> bytes:
        subject = message.raw_message.subject
        organisation = subjects.sender_of(subject)
        try:
            today = signers_now(node.told.topology.organisations)
            said = said_by(message.body, subject, node.directory.signer, today)
            request = open_request(said.request, node.me, subject, organisation, said.signer, node.own)
            asked, user = said.heard(request.body)
        except SecrecyError as error:
            _log.warning("not believed", service=service, reason=reason(error))
            return as_json({"refusal": refuse("INV-9", f"Dit verzoek wordt niet geloofd. {error}").model_dump()})
        try:
            answered = await answer(subject, asked, user)
        except Exception as error:
            raise Fault(request.answering.close(BUG_ANSWER)) from error
        return request.answering.close(answered)

    return reply
