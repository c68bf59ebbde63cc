"""Who takes part, in which role, with which standing under the WGS. A table to read and diff; the rest follows from it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The role an organisation has in the Levensloopaanpak; the value is what a topology or a message holds."""

    ZVH = "zvh"
    LEVENSLOOPAANBIEDER = "levensloopaanbieder"
    GEMEENTE = "gemeente"
    POLITIE = "politie"
    OM = "om"
    DJI = "dji"
    GGD = "ggd"
    RECLASSERING = "reclassering"
    CRISISDIENST_GGZ = "crisisdienst-ggz"
    GGZ = "ggz"
    VERSLAVINGSZORG = "verslavingszorg"
    VG_AANBIEDER = "vg-aanbieder"
    WOONPARTNER = "woonpartner"
    ZORGKANTOOR = "zorgkantoor"
    WETTELIJK_VERTEGENWOORDIGER = "wettelijk-vertegenwoordiger"
    CLIENTONDERSTEUNER = "clientondersteuner"
    NAASTE = "naaste"
    CLIENT = "client"
    LCBB = "lcbb"
    CLLA = "clla"
    AUDITOR = "auditor"


NATIONAL = frozenset({Role.LCBB, Role.CLLA})
"""Roles of which there is one organisation for the whole country: it works with every ZVH, and belongs to no region."""


class WgsStanding(StrEnum):
    """Standing under WGS 2.27; only `public` participants are joint controllers (2.27(3))."""

    OPERATOR = "operator"
    PUBLIC = "public"
    PRIVATE = "private"
    THIRD = "third"
    CONCERNED = "concerned"
    RECIPIENT = "recipient"


STANDINGS: dict[WgsStanding, str] = {
    WgsStanding.OPERATOR: "ZVH, geen deelnemer",
    WgsStanding.PUBLIC: "publiek, gezamenlijk verwerkingsverantwoordelijk",
    WgsStanding.PRIVATE: "privaat",
    WgsStanding.THIRD: "derde, toegelaten",
    WgsStanding.CONCERNED: "betrokkene",
    WgsStanding.RECIPIENT: "ontvanger",
}
"""Standing → how a page that names an organisation says it: who is joint controller and who is not (WGS 2.27(3))."""


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """One row: Dutch name, WGS standing, whether it is a fixed participant (may report, REP-1), its label system (PLN-6), and whether
    who works there is bound by the professional secrecy of care (WGS 2.29(2))."""

    dutch: str
    standing: WgsStanding
    fixed: bool
    label_system: str | None
    secrecy: bool = False


_OWN = "eigen registratiesysteem"

ROLES: dict[Role, RoleFacts] = {
    Role.ZVH: RoleFacts("Zorg- en Veiligheidshuis", WgsStanding.OPERATOR, False, None),
    Role.LEVENSLOOPAANBIEDER: RoleFacts("levensloopaanbieder", WgsStanding.PRIVATE, True, "EPD", True),
    Role.GEMEENTE: RoleFacts("gemeente", WgsStanding.PUBLIC, True, _OWN),
    Role.POLITIE: RoleFacts("politie", WgsStanding.PUBLIC, True, "abonnement in het politiesysteem"),
    Role.OM: RoleFacts("Openbaar Ministerie", WgsStanding.PUBLIC, True, _OWN),
    Role.DJI: RoleFacts("Dienst Justitiële Inrichtingen", WgsStanding.PUBLIC, True, _OWN),
    Role.GGD: RoleFacts("GGD", WgsStanding.PUBLIC, True, _OWN, True),
    Role.RECLASSERING: RoleFacts("reclassering", WgsStanding.PRIVATE, True, "melding in IRIS"),
    Role.CRISISDIENST_GGZ: RoleFacts("crisisdienst acute GGZ", WgsStanding.PRIVATE, True, "vooraanmelding", True),
    Role.GGZ: RoleFacts("ggz-aanbieder", WgsStanding.PRIVATE, True, "EPD", True),
    Role.VERSLAVINGSZORG: RoleFacts("verslavingszorg", WgsStanding.PRIVATE, True, "EPD", True),
    Role.VG_AANBIEDER: RoleFacts("VG-aanbieder", WgsStanding.PRIVATE, True, "ECD", True),
    Role.WOONPARTNER: RoleFacts("woonpartner", WgsStanding.THIRD, False, _OWN),
    Role.ZORGKANTOOR: RoleFacts("zorgkantoor", WgsStanding.THIRD, False, None),
    Role.WETTELIJK_VERTEGENWOORDIGER: RoleFacts("wettelijk vertegenwoordiger", WgsStanding.CONCERNED, False, None),
    Role.CLIENTONDERSTEUNER: RoleFacts("cliëntondersteuner", WgsStanding.CONCERNED, False, None),
    Role.NAASTE: RoleFacts("naaste", WgsStanding.CONCERNED, False, None),
    Role.CLIENT: RoleFacts("cliënt", WgsStanding.CONCERNED, False, None),
    Role.LCBB: RoleFacts("Landelijk Coördinatiepunt Beveiligde Bedden", WgsStanding.RECIPIENT, False, None),
    Role.CLLA: RoleFacts("Coördinatiepunt Levensloopaanpak", WgsStanding.RECIPIENT, False, None),
    Role.AUDITOR: RoleFacts("auditor", WgsStanding.RECIPIENT, False, None),
}
