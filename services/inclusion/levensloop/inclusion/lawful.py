"""What every giving to a third party must have: necessity, a legal basis, the RAC's test, and nobody who objects (WGS 1.7(2))."""

from collections.abc import Iterable
from typing import Protocol

from levensloop.contracts.decision import Context, unknown_organisation
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Standing
from levensloop.inclusion.joint import participants


class Grounded(Protocol):
    """A command that says by which right something goes; each may be absent on the wire."""

    @property
    def necessity(self) -> str | None: ...

    @property
    def legal_basis(self) -> str | None: ...

    @property
    def rac_reference(self) -> str | None: ...


_MISSING = {
    "necessity": "waarom het noodzakelijk is",
    "legal_basis": "op welke wettelijke grondslag",
    "rac_reference": "het kenmerk van de toets door de rechtmatigheidsadviescommissie",
}
"""Field of the command → what it must say."""


def grounded(command: Grounded) -> tuple[str, str, str] | Refusal:
    """Necessity, legal basis and the RAC's reference; or which of them is missing."""
    found = (command.necessity, command.legal_basis, command.rac_reference)
    for name, said in zip(_MISSING, found, strict=True):
        if said is None:
            return refuse("WGS-1.7-2", f"Voor verstrekking aan een derde ontbreekt {_MISSING[name]}.", field=name)
    necessity, legal_basis, rac_reference = found
    assert necessity is not None
    assert legal_basis is not None
    assert rac_reference is not None
    return necessity, legal_basis, rac_reference


def unheard(heard: Iterable[str], standing: Standing, context: Context) -> tuple[str, ...] | Refusal:
    """Participants of the team that were not heard yet; refused when one who is said to be heard is none."""
    heard, there = tuple(heard), participants(standing)
    if refusal := unknown_organisation(context, *heard):
        return refusal
    for organisation in heard:
        if organisation not in there:
            return refuse(
                "WGS-1.7-2",
                f"{organisation} is geen deelnemer in het levensloopteam en kan geen bezwaar maken of ervan afzien.",
                organisation=organisation,
            )
    return tuple(organisation for organisation in there if organisation not in heard)
