"""A refusal is a value: which rule, in a sentence a procesregisseur understands, and what it was about."""

from pydantic import BaseModel, ConfigDict


class Refusal(BaseModel):
    """Why a command changed nothing. `rule` is a rule id of the domain (INC-4) or of what came in
    (INV-1 to INV-9, docs/running-a-node.md); `message` is Dutch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    message: str
    details: dict[str, str] = {}


def refuse(rule: str, message: str, **details: str) -> Refusal:
    """A `Refusal` in one line: `refuse("TRI-2", "…", field="grounds")`."""
    return Refusal(rule=rule, message=message, details=details)
