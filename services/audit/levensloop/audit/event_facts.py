"""What a record of an event copies out of it: numbers, organisations and references in closed forms, nothing that was typed. Pure."""

from collections.abc import Iterable
from typing import Any

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, inclusion, retention, third_parties
from levensloop.contracts.vocabulary import TriageOutcome

CLOSES = "closes"
"""Among `codes`: the case ends by it, which the kind of event alone does not tell."""
RETURNS = "returns"
"""Among `codes`: a closed case is to be seen again."""

ADMISSION, GIVING = "admission", "giving"
RAC, HEARD, AGREED, DECIDED = "rac", "heard", "agreed", "decided"
"""`codes` such as `rac:RAC-2026-014`, `heard:politie-haaglanden`, `admission:1`: reference of the lawfulness test, who was heard and did
not object, which suppliers agreed, who decided, and the number that the case has for it."""


def facts_of(event: DomainEvent) -> dict[str, Any]:
    """Fields of `Account`, where the event has something for them."""
    match event:
        case disclosure.ConditionsSet(condition=number) | disclosure.ConditionsLifted(condition=number):
            return {"conditions": (str(number),)}
        case disclosure.DisclosureObjected(objection=number) | disclosure.ObjectionWithdrawn(objection=number):
            return {"conditions": (str(number),)}
        case disclosure.ProvisionRefused(refusal=number):
            return {"conditions": (str(number),)}
        case third_parties.ResultGiven():
            tested = (_coded(RAC, event.rac_reference), *_each(HEARD, event.heard), *_each(AGREED, event.agreed_by))
            codes = (_coded(GIVING, event.giving), *tested, *_each(DECIDED, event.deciders))
            return {"codes": codes, "categories": tuple(sorted(event.categories))}
        case inclusion.PurposeAssessed(fits=False) | inclusion.TriageConcluded(outcome=TriageOutcome.ADVICE):
            return {"codes": (CLOSES,)}
        case retention.RetentionExtended(back=True):
            return {"codes": (RETURNS,)}
        case handover.MoveAnnounced(to_zvh=to) | handover.DirectionTransferred(to_zvh=to):
            return {"to": to}
    return _of_third_party(event)


def coded(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    """What stands behind these codes of one kind: `coded(("rac:RAC-1",), RAC)` is `("RAC-1",)`."""
    return tuple(code.removeprefix(f"{kind}:") for code in codes if code.startswith(f"{kind}:"))


def _of_third_party(event: DomainEvent) -> dict[str, Any]:
    if type(event).__module__ != third_parties.__name__:
        return {}
    numbers = tuple(
        _coded(kind, number) for kind in (ADMISSION, GIVING) if (number := getattr(event, kind, None)) is not None
    )
    match event:
        case third_parties.ThirdPartyAdmitted():
            tested = (_coded(RAC, event.rac_reference), *_each(HEARD, event.heard), *_each(DECIDED, event.deciders))
            return {"to": event.organisation, "codes": (*numbers, *tested)}
        case third_parties.AdmissionAgreed():
            return {"codes": (*numbers, _coded(AGREED, event.supplier))}
        case third_parties.ThirdPartyAdmissionTookEffect():
            return {"codes": (*numbers, *_each(AGREED, event.agreed))}
        case third_parties.ThirdPartyAdmissionWithdrawn():
            return {"codes": (*numbers, *_each(DECIDED, event.deciders))}
    return {"codes": numbers}


def _each(kind: str, organisations: Iterable[str]) -> tuple[str, ...]:
    return tuple(_coded(kind, organisation) for organisation in organisations)


def _coded(kind: str, value: object) -> str:
    return f"{kind}:{value}"
