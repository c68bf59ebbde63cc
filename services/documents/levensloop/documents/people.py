"""Who carry the case, who is in the team, and whether the label is in each partner's own system."""

from dataclasses import dataclass, replace
from datetime import date

from levensloop.contracts.calendar import day_of
from levensloop.contracts.events.handover import DirectionTransferred
from levensloop.contracts.events.inclusion import ClientIncluded, HeadsChanged
from levensloop.contracts.events.plan import LabelRegistered, LabelRequested, LabelWithdrawn
from levensloop.contracts.roles import ROLES, STANDINGS, Role
from levensloop.contracts.vocabulary import Heads
from levensloop.documents.history import Events, standing_after
from levensloop.documents.model import Facts, Row, Section
from levensloop.documents.wording import NOTHING, called, day, table


def carriers(events: Events) -> Section:
    """INC-5, MOV-5: who carry the case now."""
    heads = standing_after(events).heads
    return Section("Dragers van de casus", (Facts(heads_rows(heads)),) if heads else (NOTHING,))


def heads_rows(heads: Heads) -> tuple[tuple[str, str], ...]:
    return (
        ("Procesregisseur", heads.process_director),
        ("Levensloopcoördinator", f"{heads.coordinator}, {called(heads.provider)}"),
        ("Gemeentelijke casusregisseur", f"{heads.municipal_director}, {called(heads.municipality)}"),
    )


def carried(events: Events) -> Section:
    """MOV-5: who carried the case, from when, and who carry it now."""
    rows: list[Row] = []
    for recorded in events:
        match recorded.event:
            case ClientIncluded(heads=heads, included_on=since):
                rows.append(_carried(since, recorded.source, heads))
            case DirectionTransferred(heads=heads, to_zvh=zvh, at=at):
                rows.append(_carried(day_of(at), zvh, heads))
            case HeadsChanged(heads=heads, at=at):
                rows.append(_carried(day_of(at), recorded.source, heads))
    head = ("Vanaf", "Regie", "Procesregisseur", "Levensloopcoördinator", "Casusregisseur gemeente")
    return Section("Wie de casus droeg en draagt", (table(head, rows, (18, 17, 18, 25, 22)),))


def _carried(since: date, zvh: str, heads: Heads) -> Row:
    return (
        day(since),
        called(zvh),
        heads.process_director,
        f"{heads.coordinator}\n{called(heads.provider)}",
        f"{heads.municipal_director}\n{called(heads.municipality)}",
    )


def _role(role: Role) -> str:
    """With whether it is joint controller (WGS 2.27(3))."""
    return f"{ROLES[role].dutch} ({STANDINGS[ROLES[role].standing]})"


def team(events: Events) -> Section:
    """TEA-1, WGS 2.27: who is in the team and in which standing, with whom to reach there."""
    members = standing_after(events).team.values()
    rows = ((_role(m.role), called(m.organisation), m.contact, day(m.joined_on)) for m in members)
    found = table(
        ("Rol en positie", "Organisatie", "Contact", "Sinds"),
        rows,
        (30, 29, 24, 17),
        "Er zit nu geen partner in het team.",
    )
    return Section("Levensloopteam", (found,))


@dataclass(frozen=True, slots=True)
class _Label:
    system: str
    due: date
    registered: date | None = None
    withdrawn: date | None = None

    @property
    def status(self) -> str:
        if self.withdrawn:
            return f"ingetrokken op {day(self.withdrawn)}"
        return f"geregistreerd op {day(self.registered)}" if self.registered else f"gevraagd, uiterlijk {day(self.due)}"


def labels(events: Events) -> Section:
    """PLN-6: the label per partner, as the partners said themselves."""
    found: dict[str, _Label] = {}
    for recorded in events:
        match recorded.event:
            case LabelRequested(partner=partner, system=system, due=due):
                found[partner] = _Label(system, due)
            case LabelRegistered(partner=partner, system=system, at=at) if partner in found:
                found[partner] = replace(found[partner], system=system, registered=day_of(at))
            case LabelWithdrawn(partner=partner, at=at) if partner in found:
                found[partner] = replace(found[partner], withdrawn=day_of(at))
            case DirectionTransferred():
                found = {}  # the labels of the old region stay behind with its partners
    rows = ((called(partner), label.system, label.status) for partner, label in found.items())
    found_now = table(
        ("Partner", "Systeem", "Stand"), rows, (32, 34, 34), "Er is nu aan geen partner een label gevraagd."
    )
    return Section("Label per partner", (found_now,))
