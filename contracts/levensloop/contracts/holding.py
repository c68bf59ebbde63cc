"""Whether a line of the matrix lets a field go to this recipient now, and by which ground (WGS 2.29(2)). Pure."""

from collections.abc import Collection

from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.good_care import secret, there
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Code, GroundKind
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from levensloop.contracts.roles import ROLES
from levensloop.contracts.special_data import SPECIAL
from levensloop.contracts.supplied import Leaf


def bound_by_secrecy(leaf: Leaf, recorded: Recorded[DomainEvent], to: Organisation, known: Restrictions) -> bool:
    """Whether this field is under the secrecy of another, and leaves care by going there."""
    elsewhere = leaf.supplier != to.id and not ROLES[to.role].secrecy
    return elsewhere and secret(leaf, recorded, known.facts)


def ground_of(
    leaf: Leaf, codes: Collection[Code], recorded: Recorded[DomainEvent], to: Organisation, known: Restrictions
) -> GroundHeld | None:
    """The ground by which this field goes, where there is one; None also for what needs none. Of several lines one that does
    not rest on consent goes before one that does."""
    bound, event = bound_by_secrecy(leaf, recorded, to, known), recorded.event
    if leaf.category not in SPECIAL and not bound:
        return None
    lines = [code for code in codes if holds(code, leaf, bound, event, to, known)]
    found = [_by_line(code, leaf, bound, event, to, known) for code in lines]
    return min(found, key=lambda each: each.ground is GroundKind.CONSENT, default=None)


def _by_line(
    code: Code, leaf: Leaf, bound: bool, event: DomainEvent, to: Organisation, known: Restrictions
) -> GroundHeld:
    fact = next((fact for fact in code.when if there(fact, event, to, known.facts)), None)
    kind = code.kind or GroundKind.CONSENT  # a line without a kind lets what is under secrecy go by consent alone
    if leaf.supplier == to.id:
        kind, fact = GroundKind.OWN, None
    elif bound and fact is None and kind in (GroundKind.GOOD_CARE, GroundKind.PARTICIPANTS):
        kind = GroundKind.CONSENT
    return GroundHeld(category=leaf.category, ground=kind, fact=fact, code=code.name)


def holds(code: Code, leaf: Leaf, bound: bool, event: DomainEvent, to: Organisation, known: Restrictions) -> bool:
    """Whether this field may go by this line. `bound`: it is under the secrecy of another, and leaves care by this."""
    special = leaf.category in SPECIAL
    if special and leaf.category not in code.special:
        return False
    match code.kind:
        case GroundKind.CONSENT:
            return known.consented or not (special or bound)
        case GroundKind.OWN:
            return leaf.supplier == to.id or not (special or bound)
        case GroundKind.LAW:
            return True
    return not bound or known.consented or any(there(fact, event, to, known.facts) for fact in code.when)
