"""The housing partner of the same fictional client is let in as a third party, for one occasion (WGS 2.31(9))."""

from datetime import date, datetime
from typing import Any

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.third_parties import AdmitThirdParty, RecordResultGiven
from levensloop.contracts.events.third_parties import ThirdPartyAdmissionTookEffect, ThirdPartyAdmitted
from levensloop.contracts.roles import Role
from support.samples.world import (
    CHAIR,
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    INCLUDED_AT,
    OTHER_WOONPARTNER,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    WOONPARTNER,
    actor,
)

PARTICIPANTS = (PROVIDER, GEMEENTE, POLITIE, RECLASSERING, CRISISDIENST)
"""Who may object in the case of `included_case`."""

LAST_DAY = date(2027, 1, 12)
"""Of the admission that `let_in` tells of: as long as an admission may last."""

SAMPLE_ADMISSION = AdmitThirdParty(
    organisation=OTHER_WOONPARTNER,
    contact="Woonconsulent",
    occasion="Zoeken van een kamer na de opname.",
    necessity="Zonder deze gegevens is er geen passende kamer te vinden.",
    legal_basis="Artikel 1.7, tweede lid, WGS.",
    rac_reference="RAC-2026-014",
    categories=(Category.IDENTITY, Category.HOUSING, Category.GUIDANCE),
    heard=PARTICIPANTS,
    deciders=(GEMEENTE,),
)

SAMPLE_GIVING = RecordResultGiven(
    recipient="Stichting Nieuw Begin",
    given_on=date(2026, 2, 1),
    provided="Dat een kamer met eigen voordeur het advies is.",
    categories=(Category.HOUSING,),
    necessity="De stichting bouwt de kamer.",
    legal_basis="Artikel 1.7, tweede lid, WGS.",
    rac_reference="RAC-2026-015",
    heard=PARTICIPANTS,
    deciders=(GEMEENTE,),
)


def third_party_admitted(at: datetime = INCLUDED_AT, **changed: Any) -> ThirdPartyAdmitted:
    """Decided; it waits for nothing but what is `changed`."""
    decided = ThirdPartyAdmitted(
        at=at,
        by=actor(HAAGLANDEN, CHAIR),
        admission=1,
        organisation=WOONPARTNER,
        role=Role.WOONPARTNER,
        contact=f"Contactpersoon van {WOONPARTNER}",
        until=LAST_DAY,
        **{
            name: getattr(SAMPLE_ADMISSION, name)
            for name in ("occasion", "necessity", "legal_basis", "rac_reference", "categories", "heard", "deciders")
        },
    )
    return decided.model_copy(update=changed)


def took_effect(decided: ThirdPartyAdmitted) -> ThirdPartyAdmissionTookEffect:
    """All four conditions are there."""
    return ThirdPartyAdmissionTookEffect(
        at=decided.at,
        by=actor(HAAGLANDEN, "systeem"),
        admission=decided.admission,
        organisation=decided.organisation,
        categories=decided.categories,
        until=decided.until,
        agreed=(),
        feedback_before=LAST_DAY,
    )


def let_in(at: datetime = INCLUDED_AT, **changed: Any) -> tuple[ThirdPartyAdmitted, ThirdPartyAdmissionTookEffect]:
    """Admitted, and in effect."""
    decided = third_party_admitted(at, **changed)
    return decided, took_effect(decided)
