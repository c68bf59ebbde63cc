"""ALW-2: whatever happens to a case, what reaches an organisation lies within the cells for its role and its membership at that moment;
and holds nothing that is under an objection (WGS-1.7-1), a condition (WGS-2.29-3) or without its ground (WGS-2.29-2)."""

from disclosure.passing import logged
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category, categories, part_of
from levensloop.contracts.disclosure import addressed_to
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import (
    ConditionsLifted,
    ConditionsSet,
    DisclosureObjected,
    ObjectionWithdrawn,
)
from levensloop.contracts.events.inclusion import ClientReported, ConsentRecorded
from levensloop.contracts.grounds import Judged, judge
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import VERSION, Grant, GroundKind, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.views import View, view_model, view_of
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from levensloop.infra.secrecy.personal import Leaf, personal_leaves
from support.any_event import events
from support.samples.disclosure import condition_set, consent, objected, objection_withdrawn, picture, profile
from support.samples.inclusion import joined, partner_left
from support.samples.plan import planned_case
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, ORGANISATIONS, POLITIE, PROVIDER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
MINE = [o for o in ORGANISATIONS if o.zvh == HAAGLANDEN and o.role is not Role.ZVH]
SPEAKS = st.sampled_from([PROVIDER, CRISISDIENST, GEMEENTE, POLITIE])
DATA = st.sampled_from(
    [(Category.HEALTH,), (Category.GUIDANCE, Category.HOUSING), (Category.FINANCIAL, Category.STAFF)]
)
SAYS = st.one_of(
    st.builds(objected, SPEAKS, DATA, SPEAKS | st.none(), st.integers(1, 3)),
    st.builds(condition_set, SPEAKS, DATA, st.tuples(SPEAKS) | st.none(), st.integers(1, 3)),
    st.builds(objection_withdrawn, SPEAKS, st.integers(1, 3)),
    st.builds(consent, st.sampled_from(Consent)),
    st.builds(picture, SPEAKS),
    st.builds(profile, SPEAKS),
)
"""Suppliers and the client say something, or a picture and a profile are made."""
HAPPENS = st.one_of(
    SAYS,
    st.sampled_from([joined(o.id) for o in MINE] + [partner_left(o.id, o.role) for o in MINE]),
    st.sampled_from([kind for kind in EVENTS.values() if kind is not ClientReported]).flatmap(events),
)
"""Somebody joins or leaves, or anything else, in whatever order."""


def may(recorded: Recorded[DomainEvent], to: str, team: set[str], received: set[str]) -> set[Grant]:
    """The memberships that this organisation has, by the team before or after the event."""
    reporter = next(e.by.organisation for e in planned_case() if isinstance(e, ClientReported))
    holds = {
        Grant.TEAM: to in team,
        Grant.ADDRESSED: addressed_to(recorded.event) == to,
        Grant.REPORTER: to == reporter,
        Grant.RECEIVED: to in received,
        Grant.ROLE: True,
    }
    return {grant for grant, held in holds.items() if held}


@settings(max_examples=60, deadline=None)
@given(st.lists(HAPPENS, max_size=25))
def test_alw_2_what_arrives_lies_within_the_matrix(later: list[DomainEvent]) -> None:
    state, team, received, said = CaseSoFar(), set[str](), set[str](), Said()
    for recorded in logged(*planned_case(), *later):
        before, state = state, evolve(state, recorded)
        said.hear(recorded.event)
        were = set(team)
        team = set(state.standing.team)
        for one in list(disclosures(recorded, before, state, WORLD, HAAGLANDEN, frozenset(received))):
            asks = (one.recorded, WORLD[one.to], one.grounds, state.restrictions, day_of(recorded.time))
            for pulled, judged in ((False, one.judged), (True, judge(*asks, pulled=True))):
                if not judged.nothing:
                    within(one, judged, may(one.recorded, one.to, team | were, received), pulled)
                    said.keeps_out(one, judged, pulled)
                    received.add(one.to)


def seen(one: Disclosure, judged: Judged, pulled: bool) -> tuple[type[View], View]:
    """What the recipient has, of the letter or when it asks for all."""
    event, role = one.recorded.event, WORLD[one.to].role
    model = view_model(type(event), role, one.grounds, VERSION, judged.paths, pulled=pulled)
    assert model is not None
    return model, view_of(event, model, judged.items)


def within(one: Disclosure, judged: Judged, held: set[Grant], pulled: bool) -> None:
    """It is of this region, by a membership that it has, and every field by a cell of its role."""
    organisation, event = WORLD[one.to], one.recorded.event
    assert organisation.works_with(HAAGLANDEN)
    assert one.grounds <= held
    model, view = seen(one, judged, pulled)
    cells = {
        field.path
        for field in matrix().events[kebab(type(event).__name__)]
        if any(code.to in held for code in matrix().cell(field, organisation.role))
    }
    assert leaves(model) <= cells
    went = categories(view)
    if organisation.role is Role.CLLA:
        assert went == {Category.PROCESS}
    if ROLES[organisation.role].standing is WgsStanding.THIRD:
        assert not went & {Category.JUSTICE, Category.POLICE, Category.FINANCIAL, Category.RELATIONS}


def leaves(model: type[BaseModel], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        part = part_of(field.annotation)
        found |= leaves(part, f"{path}{name}.") if part else {path + name}
    return found


class Said:
    """What suppliers and the client said, kept in the simplest way, apart from how the software keeps it."""

    def __init__(self) -> None:
        self.open: dict[tuple[str, int], DisclosureObjected | ConditionsSet] = {}
        self.consented = False

    def hear(self, event: DomainEvent) -> None:
        match event:
            case DisclosureObjected(objection=number):
                self.open["objection", number] = event
            case ConditionsSet(condition=number):
                self.open["condition", number] = event
            case ObjectionWithdrawn(objection=number):
                self.open.pop(("objection", number), None)
            case ConditionsLifted(condition=number):
                self.open.pop(("condition", number), None)
            case ConsentRecorded(consent=said):
                self.consented = said is Consent.GIVEN

    def keeps_out(self, one: Disclosure, judged: Judged, pulled: bool) -> None:
        """No field is in the view that is not to be in it."""
        event, role = one.recorded.event, WORLD[one.to].role
        model, view = seen(one, judged, pulled)
        shown, there = view.model_dump(mode="json"), leaves(model)
        found = {field.path: field for field in matrix().events[kebab(type(event).__name__)]}
        given = matrix().given(kebab(type(event).__name__), role, one.grounds, pulled=pulled)
        for leaf in personal_leaves(type(event), event.model_dump(mode="json")):
            path = ".".join(part for part in leaf.path.split(".") if not part.isdigit())
            if path not in given:
                continue
            by_consent_alone = {code.kind for code in given[path]} == {GroundKind.CONSENT}
            forbidden = self._forbidden(one, leaf.supplier, found[path].category)
            if forbidden or (by_consent_alone and not self.consented):
                assert path not in there or not _shows(shown, leaf), (path, leaf.supplier, one.to)

    def _forbidden(self, one: Disclosure, supplier: str, category: Category) -> bool:
        day = day_of(one.recorded.time)
        return any(
            supplier == said.supplier != one.to and category in said.categories and self._excludes(said, one.to)
            for said in self.open.values()
            if isinstance(said, DisclosureObjected) or said.until is None or day <= said.until
        )

    @staticmethod
    def _excludes(said: DisclosureObjected | ConditionsSet, to: str) -> bool:
        if isinstance(said, DisclosureObjected):
            return said.against in (None, to)
        named = said.not_to or said.only_to
        if named is None:
            return False
        return named.has(to, WORLD[to].role) == (said.not_to is not None)


def _shows(shown: object, leaf: Leaf) -> bool:
    """Whether the part that holds this field is in the view, where it is one of several; else that it is."""
    *parents, _ = leaf.path.split(".")
    for part in parents:
        if part.isdigit():
            return isinstance(shown, list) and leaf.holder in shown
        shown = shown.get(part) if isinstance(shown, dict) else None
    return True
