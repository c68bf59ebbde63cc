"""What a decision is: events, or a refusal; and what a decision may know besides the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from levensloop.contracts.calendar import day_of, is_weekday
from levensloop.contracts.event import SYSTEM, Actor, DomainEvent
from levensloop.contracts.monitoring import SMALL_COUNT
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.terms import Lengths, Term, WorkingDay

Decision = Sequence[DomainEvent] | Refusal
"""Events, all or none of which are recorded; or why nothing is. No events: nothing changed, and that is fine."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the topology: `zvh` is the ZVH to whose region it belongs (for a ZVH: itself); none for a national one.

    `terms`: for a ZVH, how long terms are where it has a length of its own; `small_count`: below which its figures are suppressed;
    `fg` and `contact_point`: its coordinating functionaris gegevensbescherming and where a person turns to (WGS 1.4(2)(4)); `witnesses`
    cosign its accountability log, `quorum` of them are enough. `name`: as people know it.
    """

    id: str
    role: Role
    zvh: str | None
    terms: Lengths = field(default_factory=dict, hash=False)
    small_count: int = SMALL_COUNT
    fg: str | None = None
    contact_point: str | None = None
    witnesses: tuple[str, ...] = ()
    quorum: int = 0
    name: str = ""

    @property
    def called(self) -> str:
        """What people read: its name, where there is one."""
        return self.name or self.id

    @property
    def standing(self) -> WgsStanding:
        return ROLES[self.role].standing

    def works_with(self, zvh: str) -> bool:
        """Whether it is of this ZVH's region, or of every region."""
        return self.zvh is None or self.zvh == zvh


@dataclass(frozen=True, slots=True)
class Context:
    """`me` is the ZVH whose log this is, `now` the moment (UTC), `by` who acts, `organisations` who there are.

    `working_day` is the calendar that terms in working days count by.
    """

    me: str
    now: datetime
    by: Actor
    organisations: Mapping[str, Organisation]
    working_day: WorkingDay = is_weekday

    @property
    def today(self) -> date:
        """The day that it is in the Netherlands."""
        return day_of(self.now)

    @property
    def lengths(self) -> Lengths:
        """How long terms are at this ZVH, where it has a length of its own."""
        return self.organisations[self.me].terms

    def due(self, term: Term, start: date | None = None) -> date:
        """The last day of a term that starts on this day (default: today), as this ZVH and the Dutch calendar count."""
        return term.after(start or self.today, self.lengths, self.working_day)

    def over(self, term: Term) -> datetime:
        """The moment (UTC) at which a term that starts now is over, as this ZVH and the Dutch calendar count."""
        return term.over(self.now, self.lengths, self.working_day)

    @property
    def role(self) -> Role:
        """The role of the organisation that acts; the runtime has refused an unknown one (INV-3) before this."""
        return self.organisations[self.by.organisation].role

    @property
    def mine(self) -> bool:
        """Whether somebody of this ZVH acts."""
        return self.by.organisation == self.me

    @property
    def from_here(self) -> bool:
        """Whether who acts belongs to this ZVH's region."""
        return self.organisations[self.by.organisation].works_with(self.me)


def system(me: str) -> Actor:
    """Who acts when the node records something by itself."""
    return Actor(organisation=me, functionary=SYSTEM)


def unknown_organisation(context: Context, *organisations: str) -> Refusal | None:
    """INV-3, for the first organisation that the topology does not know."""
    for organisation in organisations:
        if organisation not in context.organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.", field=organisation)
    return None
