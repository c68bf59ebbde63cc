"""The fictional organisations of two ZVHs, and the moments of one case: what most tests start from."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import Actor, DomainEvent
from levensloop.contracts.roles import Role
from levensloop.infra.messaging.service import Service
from levensloop.infra.specification import Given, given

HAAGLANDEN = "zvh-haaglanden"
ROTTERDAM = "zvh-rotterdam"

POLITIE = "politie-haaglanden"
OM = "om-haaglanden"
RECLASSERING = "reclassering-haaglanden"
CRISISDIENST = "crisisdienst-haaglanden"
PROVIDER = "levensloopaanbieder-haaglanden"
GEMEENTE = "gemeente-den-haag"
WOONPARTNER = "woonpartner-duinrand"
OTHER_WOONPARTNER = "woonpartner-haagzicht"
LCBB = "lcbb"
CLLA = "clla"

CHAIR = "procesregisseur"

_PARTNERS = {
    HAAGLANDEN: {
        POLITIE: Role.POLITIE,
        OM: Role.OM,
        RECLASSERING: Role.RECLASSERING,
        CRISISDIENST: Role.CRISISDIENST_GGZ,
        PROVIDER: Role.LEVENSLOOPAANBIEDER,
        GEMEENTE: Role.GEMEENTE,
        WOONPARTNER: Role.WOONPARTNER,
        OTHER_WOONPARTNER: Role.WOONPARTNER,
    },
    ROTTERDAM: {
        "politie-rotterdam": Role.POLITIE,
        "om-rotterdam": Role.OM,
        "reclassering-rotterdam": Role.RECLASSERING,
        "crisisdienst-rotterdam": Role.CRISISDIENST_GGZ,
        "levensloopaanbieder-rotterdam": Role.LEVENSLOOPAANBIEDER,
        "gemeente-rotterdam": Role.GEMEENTE,
        "woonpartner-maasoever": Role.WOONPARTNER,
        "woonpartner-havenzicht": Role.WOONPARTNER,
    },
}

_REGIONAL = (
    organisation
    for zvh, partners in _PARTNERS.items()
    for organisation in (
        Organisation(zvh, Role.ZVH, zvh),
        *(Organisation(partner, role, zvh) for partner, role in partners.items()),
    )
)

ORGANISATIONS: tuple[Organisation, ...] = (
    *_REGIONAL,
    Organisation(CLLA, Role.CLLA, None),
    Organisation(LCBB, Role.LCBB, None),
)


def amsterdam(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """What the clock in the Netherlands says, as the moment in UTC that a node works with."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


REPORTED_AT = amsterdam(2026, 1, 5)
INCLUDED_AT = amsterdam(2026, 1, 12)
PLANNED_AT = amsterdam(2026, 1, 26)
NOW = amsterdam(2026, 2, 2)


def actor(organisation: str, functionary: str = "medewerker") -> Actor:
    """Somebody of this organisation."""
    return Actor(organisation=organisation, functionary=functionary)


def at_haaglanden(service: Service[Any], *events: DomainEvent, now: datetime = NOW) -> Given:
    """A case with this history, in the log of ZVH Haaglanden."""
    return given(service, *events, me=HAAGLANDEN, now=now, organisations=ORGANISATIONS)
