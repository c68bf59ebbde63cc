"""Up to where the accountability log of a node is signed, and since when: what stands in the headers of a checkpoint."""

from dataclasses import dataclass
from datetime import UTC, datetime

from levensloop.infra.eventstore.messages import StoredMessage

_POSITION, _AT = "Levensloop-Position", "Levensloop-At"


@dataclass(frozen=True, slots=True)
class SignedTo:
    """`position` is the place in AUDIT of the last record that is signed; `at` when the node signed it, by its clock."""

    position: int
    at: datetime

    def headers(self) -> dict[str, str]:
        """As a checkpoint carries it."""
        return {_POSITION: str(self.position), _AT: self.at.isoformat()}


def signed_to(checkpoint: StoredMessage) -> SignedTo:
    """Of a message under `subjects.CHECKPOINT`. Raises `KeyError`, `ValueError`, `OverflowError` where somebody made it otherwise."""
    at = datetime.fromisoformat(checkpoint.headers[_AT])
    return SignedTo(int(checkpoint.headers[_POSITION]), at.astimezone(UTC))
