"""A refusal is a value: which rule, in a sentence a procesregisseur understands, and what it was about."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

InputRule = Literal["INV-1", "INV-2", "INV-3", "INV-4", "INV-5", "INV-6", "INV-7", "INV-8"]

INPUT_RULES: dict[InputRule, str] = {
    "INV-1": "Het bericht is onleesbaar of een veld klopt niet.",
    "INV-2": "Deze opdracht bestaat niet.",
    "INV-3": "Deze organisatie of rol is niet bekend.",
    "INV-4": "Deze casus is hier niet, of bestaat al.",
    "INV-5": "De casus is niet in de fase die hiervoor nodig is.",
    "INV-6": "De positie van de organisatie of functionaris laat dit niet toe.",
    "INV-7": "Het bericht heeft een nieuwere versie dan hier bekend is.",
    "INV-8": "Vastleggen lukt nu niet, of het is niet zeker of het lukte; het bericht zegt welk van de twee.",
}


class Refusal(BaseModel):
    """Why a command changed nothing. `rule` is a rule id of the domain (INC-4) or of `INPUT_RULES`; `message` is Dutch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    message: str
    details: dict[str, str] = {}


def refuse(rule: str, message: str, **details: str) -> Refusal:
    """A `Refusal` in one line: `refuse("TRI-2", "…", field="grounds")`."""
    return Refusal(rule=rule, message=message, details=details)
