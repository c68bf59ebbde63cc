"""What a record of an event copies out of it: numbers, organisations and references in closed forms, nothing that was typed. Pure."""

from collections.abc import Iterable
from typing import Any

from levensloop.audit.records.deadlines import term_codes
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import disclosure, handover, inclusion, plan, retention, third_parties
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.special_data import supplied_by
from levensloop.contracts.vocabulary import TriageOutcome

CLOSES = "closes"
"""Among `codes`: the case ends by it, which the kind of event alone does not tell."""
RETURNS = "returns"
"""Among `codes`: a closed case is to be seen again."""

ADMISSION, GIVING = "admission", "giving"
RAC, HEARD, AGREED, DECIDED = "rac", "heard", "agreed", "decided"
"""`codes` such as `rac:RAC-2026-014`, `heard:politie-haaglanden`, `admission:1`: reference of the lawfulness test, who was heard and did
not object, which suppliers agreed, who decided, and the number that the case has for it."""

MOVE, SUPPLIER, UNTIL, QUARTER = "move", "supplier", "until", "quarter"
"""`move:1`: which move of the case; `supplier:om-den-haag`: who supplied, set a condition, objected, or was asked to agree;
`until:2031-03-01`: the last day of an extension or a condition; `quarter:2026q1`: of which the data was destroyed."""

ABOUT, ABOUT_EVENT, ANYONE = "about", "about-event", "anyone"
NOT_TO, NOT_TO_ROLE, ONLY_TO, ONLY_TO_ROLE = "not-to", "not-to-role", "only-to", "only-to-role"
"""Of a condition or an objection: `about:health`, `about-event:<id>`; `anyone` where it may go to nobody; to whom it may not, or may."""


def facts_of(event: DomainEvent) -> dict[str, Any]:
    """Fields of `Account`, where the event has something for them."""
    found = _facts_of(event)
    codes = dict.fromkeys((*found.get("codes", ()), *term_codes(event)))
    return {**found, "codes": tuple(codes)} if codes else found


def _facts_of(event: DomainEvent) -> dict[str, Any]:
    match event:
        case disclosure.ConditionsSet(condition=number):
            until = () if event.until is None else (_coded(UNTIL, event.until),)
            to = (*_to(event.not_to, NOT_TO, NOT_TO_ROLE), *_to(event.only_to, ONLY_TO, ONLY_TO_ROLE))
            return {"conditions": (str(number),), "codes": (*_about(event), *to, *until)}
        case disclosure.DisclosureObjected(objection=number, against=against):
            to = (ANYONE,) if against is None else (_coded(NOT_TO, against),)
            return {"conditions": (str(number),), "codes": (*_about(event), *to)}
        case disclosure.ConditionsLifted(condition=number) | disclosure.ObjectionWithdrawn(objection=number):
            return {"conditions": (str(number),)}
        case disclosure.ProvisionRefused(refusal=number):
            return {"conditions": (str(number),)}
        case third_parties.ResultGiven():
            tested = (_coded(RAC, event.rac_reference), *_each(HEARD, event.heard), *_each(AGREED, event.agreed_by))
            codes = (_coded(GIVING, event.giving), *tested, *_each(DECIDED, event.deciders))
            return {"codes": codes, "categories": tuple(sorted(event.categories))}
        case inclusion.PurposeAssessed(fits=False) | inclusion.TriageConcluded(outcome=TriageOutcome.ADVICE):
            return {"codes": (CLOSES,)}
        case retention.RetentionExtended(until=until, back=back):
            return {"codes": (_coded(UNTIL, until), *((RETURNS,) if back else ()))}
        case retention.QuarterExpired(quarter=quarter):
            return {"codes": (_coded(QUARTER, quarter),)}
        case plan.SituationAssessed():
            return {"codes": _each(SUPPLIER, sorted({supplier for supplier, kinds in supplied_by(event) if kinds}))}
    return _of_move(event) or _of_third_party(event)


def _of_move(event: DomainEvent) -> dict[str, Any]:
    if (number := getattr(event, "move", None)) is None:
        return {}
    codes = [_coded(MOVE, number)]
    match event:
        case handover.MoveAnnounced(to_zvh=to) | handover.DirectionTransferred(to_zvh=to):
            return {"to": to, "codes": tuple(codes)}
        case handover.CaseReleased(suppliers=agreed):
            codes += _each(AGREED, agreed)
        case (
            handover.SupplierAgreementAsked(supplier=supplier)
            | handover.SupplierAgreementOverdue(supplier=supplier)
            | handover.SupplierAgreed(supplier=supplier)
            | handover.SupplierDeclined(supplier=supplier)
        ):
            codes.append(_coded(SUPPLIER, supplier))
    return {"codes": tuple(codes)}


def _about(event: disclosure.ConditionsSet | disclosure.DisclosureObjected) -> tuple[str, ...]:
    of_event = () if event.event is None else (_coded(ABOUT_EVENT, event.event),)
    return (_coded(SUPPLIER, event.supplier), *_each(ABOUT, event.categories), *of_event)


def _to(recipients: Recipients | None, organisations: str, roles: str) -> tuple[str, ...]:
    if recipients is None:
        return ()
    return (*_each(organisations, recipients.organisations), *_each(roles, recipients.roles))


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
