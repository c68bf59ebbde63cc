"""Of one event for one recipient: what the matrix gives and may not go all the same, each field with its rule. Pure.

A ground for special categories that does not hold (WGS 2.29(2)), a supplier's condition (2.29(3)) or objection (1.7(1)), an admission
of a third party that does not name it (1.7(2)(3)), or a key that was destroyed (1.8(7)). Asked when an event is passed on,
and again, with the case as it stands then, when what waits is read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from levensloop.contracts.categories import ABOUT_NOBODY, Category
from levensloop.contracts.decision import Organisation
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.holding import bound_by_secrecy, ground_of, holds
from levensloop.contracts.matrix.lines import ANCHOR, Code, Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import (
    ADMISSION,
    AGREEMENT,
    CONDITION,
    CONSENT,
    ERASURE,
    EXPIRED,
    OBJECTION,
    Restriction,
    Restrictions,
)
from levensloop.contracts.roles import WgsStanding
from levensloop.contracts.supplied import Leaf, leaves
from levensloop.contracts.third_party import past

LEFT = "TEA-2"
"""The rule by which who has no part in it any more does not hear what a corrected datum should have been."""

CORRECTED = "GDPR-16"
"""The rule by which a field that turned out to be wrong does not go where what it should be cannot stand in its place."""

SAYS = {
    LEFT: "de ontvanger heeft er geen deel meer in",
    "MOV-7": "de casus is verhuisd en hier afgeschermd",
    "EXT-3": "de casus is gesloten en afgeschermd",
    CORRECTED: "het bleek onjuist, en wat het moet zijn past niet in dit veld; dat staat in de correctie",
    CONSENT: "er is geen grond voor: geen toestemming van de cliënt die geldt, geen wet, en goed hulpverlenerschap vraagt het nu niet",
    CONDITION: "een voorwaarde van de leverancier staat in de weg",
    OBJECTION: "de leverancier maakt bezwaar",
    ERASURE: "het is vernietigd",
    ADMISSION: "de toelating van deze derde noemt het niet",
    EXPIRED: "de toelating van deze derde is verlopen",
    AGREEMENT: "de leverancier stemde niet in met verstrekking aan deze derde",
}
"""Rule → why a field is withheld, in Dutch."""

WITHOUT_TEAM = frozenset({Grant.REPORTER, Grant.ROLE})
"""What an organisation has by these it keeps when it leaves the team (REP-2, BED-1)."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """One field that does not go. `item`: the part of several that is left out for it, and not the field of them all. `number`: of
    the condition or the objection."""

    path: str
    category: Category
    rule: str
    number: int | None = None
    item: str = ""

    @property
    def place(self) -> str:
        """What is left out: a field of the view, or one of several parts."""
        return self.item or self.path


@dataclass(frozen=True, slots=True)
class Judged:
    """What of an event is withheld from one recipient. `nothing`: so much that nothing of it goes. `conditions`: those in words that
    travel with what does go. `held`: by which ground goes what needs one, of each category."""

    withheld: tuple[Withheld, ...] = ()
    nothing: bool = False
    conditions: tuple[Restriction, ...] = ()
    held: tuple[GroundHeld, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """The fields that the view does not have."""
        return frozenset(each.path for each in self.withheld if not each.item)

    @property
    def items(self) -> frozenset[str]:
        """The parts that are left out of it."""
        return frozenset(each.item for each in self.withheld if each.item)


def judge(
    recorded: Recorded[DomainEvent],
    to: Organisation,
    held: Collection[Grant],
    known: Restrictions,
    day: date,
    told_anyhow: bool = False,
    *,
    pulled: bool = False,
) -> Judged:
    """`held`: the memberships by which it goes; `known`: what stands in the way now; `day`: today in the Netherlands. `told_anyhow`:
    that it happened goes whatever is withheld of it, for it is how `to` hears that its part ended (TEA-2, AVG 19). `pulled`: of all that
    it may see when it asks, not of the letter alone."""
    given = matrix().given(kebab(type(recorded.event).__name__), to.role, held, pulled=pulled)
    granted = [leaf for leaf in leaves(recorded.event) if leaf.path in given]
    withheld = dict.fromkeys(
        found
        for leaf in granted
        for found in chain(
            of_field(leaf, given[leaf.path], recorded, to, known, day),
            () if told_anyhow else _let_in_no_longer(leaf, given[leaf.path], to, known, day),
        )
    )
    places = {each.place for each in withheld}
    going = [leaf for leaf in granted if leaf.path not in places and leaf.item not in places]
    content = [leaf for leaf in granted if leaf.category not in ABOUT_NOBODY]
    left = [leaf for leaf in going if leaf.category not in ABOUT_NOBODY]
    hides = any(
        each.rule != CONSENT or pulled for each in withheld
    )  # without a ground for what is in it, that it happened goes
    nothing = not given or ANCHOR in places or bool(content and hides and not left and not told_anyhow)
    conditions = () if nothing else tuple(_travelling(recorded, going, known, to, day))
    grounds = dict.fromkeys(
        found for leaf in going if (found := ground_of(leaf, given[leaf.path], recorded, to, known)) is not None
    )
    return Judged(tuple(withheld), nothing, conditions, () if nothing else tuple(sorted(grounds, key=_order)))


def _order(held: GroundHeld) -> tuple[str, str, str, str]:
    return held.category, held.ground, held.fact or "", held.code


def of_field(
    leaf: Leaf,
    codes: Collection[Code],
    recorded: Recorded[DomainEvent],
    to: Organisation,
    known: Restrictions,
    day: date,
) -> Iterator[Withheld]:
    """Why this field of the event does not go, each reason; `codes`: those by which the matrix gives it to this member of the team."""
    return chain(
        _without_ground(leaf, codes, recorded, to, known),
        _restricted(leaf, recorded, known.against(to.id, to.role, day)),
        _to_third(leaf, recorded, to, known, day),
    )


def no_longer(then: Collection[str], now: Judged) -> tuple[Withheld, ...]:
    """What may not go now of what went when these `places` were withheld."""
    return tuple(each for each in now.withheld if each.path not in then and each.place not in then)


def _without_ground(
    leaf: Leaf, codes: Collection[Code], recorded: Recorded[DomainEvent], to: Organisation, known: Restrictions
) -> Iterator[Withheld]:
    """Special categories need a line that carries them; care data of who is bound by secrecy a ground that holds (WGS 2.29(2))."""
    bound = bound_by_secrecy(leaf, recorded, to, known)
    if leaf.erased:
        yield Withheld(leaf.path, leaf.category, ERASURE, None, leaf.item)
    elif not any(holds(code, leaf, bound, recorded.event, to, known) for code in codes):
        yield Withheld(leaf.path, leaf.category, CONSENT, None, leaf.item)


def _restricted(leaf: Leaf, recorded: Recorded[DomainEvent], against: Iterable[Restriction]) -> Iterator[Withheld]:
    for each in against:
        if each.covers(recorded.id, leaf.supplier, leaf.category):
            yield Withheld(leaf.path, leaf.category, each.rule, each.number, leaf.item)


def _to_third(
    leaf: Leaf, recorded: Recorded[DomainEvent], to: Organisation, known: Restrictions, day: date
) -> Iterator[Withheld]:
    """To a third party goes no more than its admission names, whatever the matrix gives its role (WGS 1.7(2)(3), 2.31(9))."""
    if to.standing is WgsStanding.THIRD and (rule := known.against_third(to.id, leaf, recorded.source, day)):
        yield Withheld(leaf.path, leaf.category, rule, None, leaf.item)


def _let_in_no_longer(
    leaf: Leaf, codes: Collection[Code], to: Organisation, known: Restrictions, day: date
) -> Iterator[Withheld]:
    """After the last day of its admission a third party is no member of the team, whether that was recorded or not (WGS 2.31(9))."""
    over = to.standing is WgsStanding.THIRD and past(known.admissions, to.id, day)
    if over and not any(code.to in WITHOUT_TEAM for code in codes):
        yield Withheld(leaf.path, leaf.category, EXPIRED, None, leaf.item)


def _travelling(
    recorded: Recorded[DomainEvent], going: Collection[Leaf], known: Restrictions, to: Organisation, day: date
) -> Iterator[Restriction]:
    """The conditions on what goes: not to the supplier itself, who knows them; nor one of which the words are destroyed."""
    for each in known.conditions.values():
        if not each.holds_on(day) or to.id == each.supplier or is_erased(each.words):
            continue
        if any(each.covers(recorded.id, leaf.supplier, leaf.category) for leaf in going):
            yield each


def by_rule(withheld: Collection[Withheld]) -> Mapping[str, tuple[Withheld, ...]]:
    """Rule → what is withheld by it."""
    rules = dict.fromkeys(each.rule for each in withheld)
    return {rule: tuple(each for each in withheld if each.rule == rule) for rule in rules}
