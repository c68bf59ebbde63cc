"""What a failure is called: to who gave a command or asked a question, and in a log line or a dead letter."""

from uuid import UUID

import structlog

from levensloop.contracts.codec import NewerEventVersion, UnreadableEvent
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.eventstore.errors import EventStoreError, StoreUnavailable
from levensloop.infra.secrecy.errors import MasterKeyProblem, SecrecyError

_log = structlog.get_logger()

BUG = refuse(
    "INV-8",
    "Door een fout in de software is dit niet verwerkt; er is niets veranderd. Meld het aan de beheerder van het knooppunt.",
)
"""The answer when the fault is ours."""


MASTER_KEY = (
    "De hoofdsleutel van het knooppunt ontbreekt of is een andere, dus deze casus is niet te lezen. Er is niets veranderd; de beheerder "
    "van het knooppunt vindt in het log wat er te doen is."
)


def refusal_for(
    error: EventStoreError | UnreadableEvent | SecrecyError, *, service: str, case: UUID | None = None
) -> Refusal:
    """What to answer when the log cannot be read or written; said in the log too."""
    _log.error("store trouble", service=service, case=str(case) if case else None, reason=reason(error))
    if isinstance(error, NewerEventVersion):
        return refuse("INV-7", f"{error} Er is niets veranderd.")
    if isinstance(error, UnreadableEvent):
        return refuse(
            "INV-8",
            f"Het logboek van deze casus is hier niet te lezen. {error}. Er is niets veranderd; laat de beheerder van het "
            "knooppunt ernaar kijken.",
        )
    if isinstance(error, MasterKeyProblem):
        return refuse("INV-8", MASTER_KEY)  # what is wrong with it is for who runs the node, in the log
    if isinstance(error, SecrecyError):
        return refuse("INV-8", f"{error} Er is niets veranderd; laat de beheerder van het knooppunt ernaar kijken.")
    if isinstance(error, StoreUnavailable) and error.maybe_recorded:
        return refuse(
            "INV-8",
            "Het is niet zeker of dit is vastgelegd: het logboek gaf geen antwoord. Stuur dezelfde opdracht, met hetzelfde "
            "nummer, nog eens; dubbel vastgelegd wordt het nooit.",
        )
    return refuse("INV-8", f"Vastleggen lukt nu niet. {error}")


def reason(error: Exception) -> str:
    """Why, without a word of the message's content: our own errors name fields and streams, of others the kind is enough."""
    ours = isinstance(error, UnreadableEvent | EventStoreError | SecrecyError)
    return " ".join(str(error).split()) if ours else type(error).__name__
