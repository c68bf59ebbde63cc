"""The subjects on which the destruction of a case is told and recorded (WGS 1.8(7)). Nobody is in what stands under them."""

from levensloop.contracts.aggregates import AGGREGATES
from levensloop.contracts.event import CaseId
from levensloop.contracts.subjects import move, out

_DESTROYED = "destroyed"

PROOFS = "es.retention.destruction.*"
"""What was destroyed, each destruction under a random number of its own."""


def of_retention(case: CaseId | str) -> str:
    """What `retention` recorded on a case; its destruction among that."""
    return f"es.retention.{AGGREGATES['retention']}.{case}"


def is_retention(subject: str) -> bool:
    """Whether this logged event may tell that the case is destroyed."""
    return subject.startswith(of_retention(""))


def destroyed(recipient: str, case: CaseId | str) -> str:
    """Where an organisation is told that a case is destroyed, behind all that it was ever sent of it; the ZVH tells itself too."""
    return f"{out(recipient, case)}.{_DESTROYED}"


def destroyed_elsewhere(to_zvh: str, case: CaseId | str) -> str:
    """The same between ZVHs, with the answer on the same subject the other way; of no move in particular."""
    return f"{move(to_zvh, case, 0)}.{_DESTROYED}"


def is_destroyed(subject: str) -> bool:
    """Whether this subject, sent or arrived, tells of a destruction."""
    return subject.endswith(f".{_DESTROYED}")
