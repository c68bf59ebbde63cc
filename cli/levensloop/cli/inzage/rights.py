"""Who answers for it, how long it stays, how is decided, and what a person may ask (GDPR 15(1)(a)(d)(e)(f)(h)), as sections. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import reduce

from levensloop.cli.inzage.left_out import Elsewhere
from levensloop.cli.inzage.unopened import SO_FAR
from levensloop.contracts.calendar import day_of
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import PartnerJoined, PurposeAssessed
from levensloop.contracts.events.retention import RetentionExtended
from levensloop.contracts.periods import quarter_in_dutch
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.retention import KeepingGround
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.documents.history import each, last
from levensloop.documents.model import Facts, Items, Paragraph, Section
from levensloop.documents.wording import day, listed
from levensloop.retention.clock import Clock, evolve

RIGHTS = (
    "U kunt vragen om onjuiste gegevens te laten verbeteren of aanvullen (AVG 16).",
    "U kunt vragen om gegevens te laten wissen die niet meer nodig zijn (AVG 17).",
    "U kunt vragen om gegevens een tijd niet te gebruiken, bijvoorbeeld zolang u zegt dat ze niet kloppen (AVG 18).",
    "U kunt bezwaar maken tegen wat met uw gegevens gebeurt (AVG 21).",
    "U kunt een klacht indienen bij de Autoriteit Persoonsgegevens (autoriteitpersoonsgegevens.nl), ook als u eerst ergens anders bent "
    "geweest (AVG 77).",
    "Dit kost u niets, en u hoort binnen een maand wat ermee gebeurt (AVG 12).",
)
_KEPT: Mapping[KeepingGround, str] = {
    KeepingGround.LAW_OPPOSES: "een wet verbiedt om het eerder te vernietigen",
    KeepingGround.LEGAL_CLAIM: "het is nodig voor een rechtszaak",
}

Events = Sequence[Recorded[DomainEvent]]


def purpose_section(events: Events, names: Mapping[str, str], shown: Elsewhere, *, whole: bool = True) -> Section:
    """GDPR 15(1)(a), WGS 2.25: the purpose that was set before any partner's data came in. `whole`: every line of the case opened."""
    assessed = last(events, PurposeAssessed)
    if assessed is None:
        said = "Er is nog geen doel vastgesteld." if whole else f"{SO_FAR} staat geen doel."
        return Section("Waarvoor het is", (Paragraph(said, quiet=True),))
    by = names.get(assessed.event.by.organisation, assessed.event.by.organisation)
    facts = (("Doel", shown(assessed.id, "purpose")), ("Vastgesteld door", f"{by}, op {day(assessed.event.at)}"))
    how = "Organisaties bespreken uw situatie samen en maken een plan (casusoverleg, WGS 2.26). Voor iets anders mag dit niet."
    return Section("Waarvoor het is", (Facts(facts), Paragraph(how)))


def controllers_section(events: Events, names: Mapping[str, str], roles: Mapping[str, Role]) -> Section:
    """WGS 2.27(3): the public participants together; private ones are none."""
    joined = {
        one.event.organisation: roles.get(one.event.organisation, one.event.role) for one in each(events, PartnerJoined)
    }
    public = [names.get(o, o) for o, role in joined.items() if ROLES[role].standing is WgsStanding.PUBLIC]
    who = f" In uw casus: {listed(public)}." if public else ""
    said = (
        "De publieke deelnemers aan het samenwerkingsverband zijn er samen verantwoordelijk voor wat met uw gegevens gebeurt (WGS 2.27, "
        f"derde lid).{who}"
    )
    return Section("Wie verantwoordelijk is", (Paragraph(said),))


def kept_facts(events: Events, me: str) -> tuple[tuple[str, str], ...]:
    """Since when there is anything, wherever that was, and until when what this ZVH has stays at the latest; by the clock of retention."""
    clock = reduce(evolve, events, Clock())
    if not clock.first:
        return (("Vastgelegd sinds", "niet te zeggen"),)
    left = [until for until in _parts(clock, me).values() if until is not None]
    since = ("Vastgelegd sinds", day(day_of(min(clock.first.values()))))
    if not left:
        return (since,)
    oldest, newest = day(min(left)), day(max(left))
    until = oldest if oldest == newest else f"{oldest} (het oudste deel) tot {newest} (het nieuwste deel)"
    return since, ("Blijft uiterlijk tot en met", until)


def _parts(clock: Clock, me: str) -> dict[str, date | None]:
    """Quarter → the last day on which this ZVH keeps what was first recorded in it; None where that is destroyed."""
    last = {quarter: day_of(at) - timedelta(days=1) for quarter, at in clock.quarters(me).items()}
    gone = {quarter for zvh, quarter in clock.expired if zvh == me}
    return {quarter: last.get(quarter) for quarter in sorted(clock.first.keys() | gone)}


def retention_section(events: Events, me: str) -> Section:
    """GDPR 15(1)(d), WGS 1.8(7): what was first recorded in one quarter is destroyed together."""
    clock = reduce(evolve, events, Clock())
    parts = _parts(clock, me).items()
    rows = tuple(
        f"vastgelegd in {quarter_in_dutch(quarter)}: {f'uiterlijk weg na {day(until)}' if until else 'vernietigd'}"
        for quarter, until in parts
    )
    said = (
        "Vijf jaar nadat iets voor het eerst is vastgelegd, wordt het vernietigd; wat in hetzelfde kwartaal kwam gaat mee. Eerder kan, "
        "als het niet meer nodig is. Als uw casus gesloten is, kan in die tijd bijna niemand er nog bij (WGS 1.8, zevende lid; 2.31)."
    )
    extended = last(events, RetentionExtended)
    more = (
        (
            Paragraph(
                f"Op {day(extended.time)} is besloten om het langer te bewaren, tot en met {day(extended.event.until)}: "
                f"{_KEPT[extended.event.ground]}."
            ),
        )
        if extended is not None
        else ()
    )
    log = Paragraph(
        "Wie wat met uw gegevens deed staat in een apart logboek, zonder die gegevens zelf. Hoe lang dat blijft bepaalt de wet niet.",
        quiet=True,
    )
    return Section(
        "Hoe lang het blijft",
        (Paragraph(said), *more, Items(rows, small=True), log),
    )


def decisions_section() -> Section:
    """GDPR 15(1)(h), WGS 1.9."""
    said = (
        "Over u beslist altijd een mens. De computer beslist niets over u en rekent niet uit hoe u bent; hij stelt hooguit iets voor, "
        "zoals een volgende stap uit een plan, en een mens kijkt daarnaar (WGS 1.9, AVG 22)."
    )
    return Section("Hoe er besloten wordt", (Paragraph(said),))


def rights_section(turn_to: str) -> Section:
    """GDPR 15(1)(e)(f), WGS 1.4(2)(4)."""
    return Section("Uw rechten", (Items(RIGHTS), Paragraph(turn_to or "Vraag het aan wie u dit gaf.")))
