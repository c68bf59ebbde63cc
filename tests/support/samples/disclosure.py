"""What suppliers and the client of the same fictional case say on passing data on; and a picture that several supplied to."""

from datetime import date, datetime
from uuid import UUID

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import (
    ConditionsLifted,
    ConditionsSet,
    DisclosureObjected,
    ObjectionWithdrawn,
    ProvisionRefused,
)
from levensloop.contracts.events.inclusion import ConsentRecorded
from levensloop.contracts.events.plan import HousingProfileRecorded, SituationAssessed
from levensloop.contracts.intake import Consent, Debt, Indication, Inventory, Sentence
from levensloop.contracts.passing_on import Recipients
from support.samples.housing import SAMPLE_PROFILE
from support.samples.inclusion import included_case
from support.samples.plan import SAMPLE_PICTURE, planned_case
from support.samples.world import CRISISDIENST, GEMEENTE, INCLUDED_AT, NOW, OM, POLITIE, PROVIDER, actor

HEALTH, GUIDANCE = (Category.HEALTH,), (Category.GUIDANCE,)

SAMPLE_INVENTORY = Inventory(
    indications=(
        Indication(text="Zorgmachtiging tot de zomer.", supplier=CRISISDIENST),
        Indication(text="Begeleiding bij het wonen.", supplier=PROVIDER),
    ),
    sentences=(Sentence(text="Voorwaardelijk deel van drie maanden.", supplier=OM),),
    debts=(Debt(text="Huurachterstand.", supplier=GEMEENTE),),
)


def picture(by: str = PROVIDER, at: datetime = NOW) -> SituationAssessed:
    """PIC-1: the picture, by this organisation, with what others supplied to it."""
    return SituationAssessed(at=at, by=actor(by), **{**dict(SAMPLE_PICTURE), "inventory": SAMPLE_INVENTORY})


def profile(by: str = PROVIDER, at: datetime = NOW) -> HousingProfileRecorded:
    """PLN-7: who somebody is to live with."""
    return HousingProfileRecorded(at=at, by=actor(by), **dict(SAMPLE_PROFILE))


def case_with_picture() -> tuple[DomainEvent, ...]:
    """Planned, with a picture and a housing profile by the levensloopaanbieder."""
    return (*planned_case(), picture(), profile())


def consent(said: Consent, at: datetime = NOW) -> ConsentRecorded:
    """INF-2."""
    return ConsentRecorded(at=at, by=actor(PROVIDER), consent=said, said_on=at.date())


def consented_case() -> tuple[DomainEvent, ...]:
    """Planned, after the client gave consent: nothing is withheld for want of a ground (WGS 2.29(2))."""
    planned = planned_case()
    before = len(included_case())
    return (*planned[:before], consent(Consent.GIVEN, INCLUDED_AT), *planned[before:])


def condition_set(
    supplier: str = PROVIDER,
    categories: tuple[Category, ...] = HEALTH,
    not_to: tuple[str, ...] | None = (POLITIE,),
    number: int = 1,
    *,
    event: UUID | None = None,
    only_to: Recipients | None = None,
    until: date | None = None,
    words: str = "Alleen voor de begeleiding, niet verder vertellen.",
) -> ConditionsSet:
    """WGS 2.29(3)."""
    return ConditionsSet(
        at=NOW,
        by=actor(supplier),
        condition=number,
        supplier=supplier,
        categories=categories,
        event=event,
        not_to=Recipients(organisations=not_to) if not_to else None,
        only_to=only_to,
        until=until,
        words=words,
    )


def condition_lifted(supplier: str = PROVIDER, number: int = 1) -> ConditionsLifted:
    return ConditionsLifted(at=NOW, by=actor(supplier), condition=number, supplier=supplier, reason="Niet meer nodig.")


def objected(
    supplier: str = PROVIDER,
    categories: tuple[Category, ...] = HEALTH,
    against: str | None = POLITIE,
    number: int = 1,
    *,
    event: UUID | None = None,
) -> DisclosureObjected:
    """WGS 1.7(1)."""
    return DisclosureObjected(
        at=NOW,
        by=actor(supplier),
        objection=number,
        supplier=supplier,
        categories=categories,
        event=event,
        against=against,
        reasons="De behandelrelatie breekt als dit gedeeld wordt.",
    )


def objection_withdrawn(supplier: str = PROVIDER, number: int = 1) -> ObjectionWithdrawn:
    return ObjectionWithdrawn(at=NOW, by=actor(supplier), objection=number, supplier=supplier, reason="Uitgesproken.")


def provision_refused(by: str = CRISISDIENST, number: int = 1) -> ProvisionRefused:
    """WGS 1.5(1)."""
    return ProvisionRefused(
        at=NOW,
        by=actor(by),
        refusal=number,
        categories=HEALTH,
        question="Welke behandeling liep er in 2024?",
        reasons="Daarmee zou een ander herkenbaar worden.",
    )
