"""How a case stands: its phase, who directs, who is in the team. Every service needs this; it follows from the events alone."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import handover, inclusion, plan, retention
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.roles import Role
from levensloop.contracts.third_party import Admission, Admissions
from levensloop.contracts.third_party import evolve as evolve_admissions
from levensloop.contracts.third_party import in_effect as admission_in_effect
from levensloop.contracts.vocabulary import Heads, TriageOutcome


class Phase(StrEnum):
    """Where a case is in the work process; docs/lifecycle.md draws the transitions."""

    NONE = "none"
    PRESENTED = "presented"
    REPORTED = "reported"
    TRIAGE = "triage"
    CASE_CONFERENCE = "case-conference"
    INCLUSION_TABLE = "inclusion-table"
    POSTPONED = "postponed"
    NOT_FITTING = "not-fitting"
    ADVISED = "advised"
    DECLINED = "declined"
    INCLUDED = "included"
    PLANNED = "planned"
    MOVED = "moved"
    EXCLUDED = "excluded"
    DECEASED = "deceased"
    RETRACTED = "retracted"
    DESTROYED = "destroyed"


ACTIVE = frozenset({Phase.INCLUDED, Phase.PLANNED})
"""The client is in the Levensloopaanpak and somebody holds the case."""

CLOSED = frozenset(
    {
        Phase.NOT_FITTING,
        Phase.ADVISED,
        Phase.DECLINED,
        Phase.EXCLUDED,
        Phase.DECEASED,
        Phase.RETRACTED,
        Phase.DESTROYED,
    }
)
"""The case ended."""

_AFTER_TRIAGE = {
    TriageOutcome.ADVICE: Phase.ADVISED,
    TriageOutcome.CASE_CONFERENCE: Phase.CASE_CONFERENCE,
    TriageOutcome.INCLUSION_TABLE: Phase.INCLUSION_TABLE,
}


@dataclass(frozen=True, slots=True)
class Member:
    """TEA-1: a partner in the team."""

    organisation: str
    role: Role
    contact: str
    joined_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """The fold of a case's events that all services share. `director` is the ZVH that directs; exactly one, from the report on.

    `moved_with`: who was in the team when the direction went to another ZVH.
    `moving_to` and `presented_to`: the other ZVH of a running move, and of one for which it has the identity only (MOV-1); `asked`:
    who was asked whether what it supplied may go there; of a destroyed case, to destroy its copy; `keeping`: who was
    asked whether what it supplied may be kept longer, and `returned`: whether a closed case is
    to be seen again for a time (WGS-1.8-7). `admissions`: the third parties that were
    admitted, by number (WGS-2.31-9).
    """

    phase: Phase = Phase.NONE
    director: str | None = None
    reporter: str | None = None
    included_on: date | None = None
    heads: Heads | None = None
    team: dict[str, Member] = field(default_factory=dict)
    moves: int = 0
    moving_to: str | None = None
    moved_with: frozenset[str] = frozenset()
    presented_to: str | None = None
    asked: frozenset[str] = frozenset()
    admissions: Admissions = field(default_factory=dict)
    keeping: frozenset[str] = frozenset()
    returned: bool = False

    def in_team(self, organisation: str) -> bool:
        return organisation in self.team

    def admission_of(self, organisation: str, day: date) -> Admission | None:
        """The admission by which this third party may be in the team on this day (WGS 1.7(2))."""
        return admission_in_effect(self.admissions, organisation, day)

    @property
    def carried(self) -> bool:
        """Whether who carry the case are in its team. Not so for a moment after a transfer, until they joined it here (TEA-1)."""
        return self.heads is not None and self.in_team(self.heads.provider) and self.in_team(self.heads.municipality)


def evolve(standing: Standing, recorded: Recorded[DomainEvent]) -> Standing:
    """The standing after one more event; events that do not touch it leave it as it is."""
    admissions = evolve_admissions(standing.admissions, recorded.event)
    if admissions is not standing.admissions:
        standing = replace(standing, admissions=admissions)
    return _evolve(standing, recorded)


def _evolve(standing: Standing, recorded: Recorded[DomainEvent]) -> Standing:
    match recorded.event:
        case inclusion.ClientReported(by=by):
            return replace(standing, phase=Phase.REPORTED, director=recorded.source, reporter=by.organisation)
        case inclusion.PurposeAssessed(fits=fits):
            return replace(standing, phase=Phase.TRIAGE if fits else Phase.NOT_FITTING)
        case inclusion.TriageConcluded(outcome=outcome):
            return replace(standing, phase=_AFTER_TRIAGE[outcome])
        case inclusion.InclusionPostponed():
            return replace(standing, phase=Phase.POSTPONED)
        case inclusion.InclusionResumed():
            return replace(standing, phase=Phase.INCLUSION_TABLE)
        case inclusion.InclusionDeclined():
            return replace(standing, phase=Phase.DECLINED)
        case inclusion.ClientIncluded(included_on=included_on, heads=heads):
            return replace(standing, phase=Phase.INCLUDED, included_on=included_on, heads=heads)
        case inclusion.PartnerJoined() as joined:
            member = Member(joined.organisation, joined.role, joined.contact, joined.joined_on)
            return replace(standing, team={**standing.team, joined.organisation: member})
        case inclusion.PartnerLeft(organisation=gone):
            return replace(standing, team={o: m for o, m in standing.team.items() if o != gone})
        case inclusion.HeadsChanged(heads=heads):
            return replace(standing, heads=heads)
        case plan.PlanEstablished():
            return replace(standing, phase=Phase.PLANNED)
        case inclusion.ClientExcluded():
            return replace(standing, phase=Phase.EXCLUDED)
        case inclusion.ClientDied():
            return replace(standing, phase=Phase.DECEASED)
        case inclusion.ReportRetracted():
            return replace(standing, phase=Phase.RETRACTED)
        case retention.ExtensionAsked(supplier=supplier):
            return replace(standing, keeping=standing.keeping | {supplier})
        case retention.ExtensionProposed() | retention.ExtensionDeclined():
            return replace(standing, keeping=frozenset())
        case retention.RetentionExtended(back=back):
            return replace(standing, keeping=frozenset(), returned=standing.returned or back)
        case retention.ReturnEnded():
            return replace(standing, returned=False)
        case retention.DestructionOrdered():
            return Standing(phase=Phase.DESTROYED)
        case retention.CaseDestroyed(waiting=waiting):
            return Standing(phase=Phase.DESTROYED, asked=frozenset(waiting))
        case retention.CopyDestroyed(place=place):
            return replace(standing, asked=standing.asked - {place})
        case handover.MoveAnnounced(move=move, to_zvh=to_zvh):
            return replace(standing, moves=move, moving_to=to_zvh)
        case handover.IdentityPresented(from_zvh=from_zvh, to_zvh=to_zvh):
            return replace(standing, director=standing.director or from_zvh, presented_to=to_zvh)
        case handover.IdentityWithdrawn(move=move) if move == standing.moves:
            return replace(standing, presented_to=None, moving_to=None, asked=frozenset())
        case handover.IdentityWithdrawn():
            return replace(standing, presented_to=None)
        case handover.SupplierAgreementAsked(supplier=supplier):
            return replace(standing, asked=standing.asked | {supplier})
        case handover.CaseReleased():
            return replace(standing, presented_to=None)
        case handover.MoveCancelled():
            return replace(standing, moving_to=None, asked=frozenset())
        case handover.DirectionTransferred(to_zvh=to_zvh, heads=heads):
            return replace(
                standing,
                director=to_zvh,
                heads=heads,
                moving_to=None,
                moved_with=frozenset(standing.team),
                team={},
                asked=frozenset(),
            )
    return standing


def phase_at(standing: Standing, zvh: str) -> Phase:
    """The phase as one ZVH sees it: what it no longer directs, has moved away (MOV-5); of what may come, it has an identity (MOV-1)."""
    if standing.director == zvh or standing.moving_to == zvh:
        return standing.phase
    if standing.presented_to == zvh:
        return Phase.PRESENTED
    if standing.phase is Phase.NONE:
        return standing.phase
    return Phase.MOVED


def shielded(standing: Standing, me: str) -> str | None:
    """The rule that shields the copy of the ZVH `me`; `None` while the case may be seen there. No event says so: it follows.

    MOV-7: another ZVH directs, and the case is not on its way to here (any more). EXT-3: the case is closed (WGS 2.31(8)). WGS-1.8-7:
    it is destroyed, or being so.
    Of what was presented here for the first time there is no copy yet, only who it is about (MOV-1).
    """
    if standing.phase is Phase.DESTROYED:
        return "WGS-1.8-7"
    if standing.phase is Phase.NONE and standing.presented_to == me:
        return None
    if standing.director is not None and me not in (standing.director, standing.moving_to):
        return "MOV-7"
    return "EXT-3" if standing.phase in CLOSED and not standing.returned else None
