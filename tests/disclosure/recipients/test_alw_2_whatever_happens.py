"""ALW-2: whatever happens to a case, what reaches an organisation lies within the cells for its role and its membership at that moment."""

from disclosure.passing import logged
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from levensloop.contracts.categories import Category, categories, part_of
from levensloop.contracts.disclosure import addressed_to
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.views import view_model, view_of
from levensloop.disclosure.disclosed import Disclosure, State, disclosures, evolve
from support.any_event import events
from support.samples.inclusion import joined, partner_left
from support.samples.plan import planned_case
from support.samples.world import HAAGLANDEN, ORGANISATIONS

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
MINE = [o for o in ORGANISATIONS if o.zvh == HAAGLANDEN and o.role is not Role.ZVH]
HAPPENS = st.one_of(
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
    state, team, received = State(), set[str](), set[str]()
    for recorded in logged(*planned_case(), *later):
        before, state = state, evolve(state, recorded)
        were = set(team)
        team = set(state.standing.team)
        for one in list(disclosures(recorded, before, state, WORLD, HAAGLANDEN, frozenset(received))):
            within(one, may(one.recorded, one.to, team | were, received))
            received.add(one.to)


def within(one: Disclosure, held: set[Grant]) -> None:
    """It is of this region, by a membership that it has, and every field by a cell of its role."""
    organisation, event = WORLD[one.to], one.recorded.event
    assert organisation.works_with(HAAGLANDEN)
    assert one.grounds <= held
    model = view_model(type(event), organisation.role, one.grounds)
    assert model is not None
    cells = {
        field.path
        for field in matrix().events[kebab(type(event).__name__)]
        if any(code.to in held for code in matrix().cell(field, organisation.role))
    }
    assert leaves(model) <= cells
    went = categories(view_of(event, model))
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
