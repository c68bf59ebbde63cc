"""ALW-2: what a recipient gets is a model of its own, of the granted fields; nothing in it shows what was left out."""

import json
from itertools import combinations
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.contracts.categories import Category, categories
from levensloop.contracts.codec import NewerEventVersion, UnreadableEvent, decode, parse
from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.plan import ActionAgreed, PlanEstablished
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.matrix.lines import VERSION, Grant, matrix
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role
from levensloop.contracts.view_envelope import enveloped, read_view
from levensloop.contracts.views import CONDITIONS, Condition, View, schema_name, view_model, view_of
from levensloop.contracts.vouched import Vouched
from support.any_event import events
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, NOW

TEAM = frozenset({Grant.TEAM})
DISCLOSURE = UUID(int=9)
SIGNAL = signal_raised()
CONDITION = Condition(number=1, supplier=HAAGLANDEN, until=None, words="Niet verder vertellen.")
SCHEMAS = [
    (kind, role, frozenset(grounds))
    for kind in EVENTS.values()
    for role in Role
    for found in [sorted(matrix().grounds(kebab(kind.__name__), role))]
    for size in range(1, len(found) + 1)
    for grounds in combinations(found, size)
    if view_model(kind, role, frozenset(grounds))
]
"""Every view that there is."""


def leaves(data: object, path: str = "") -> set[str]:
    if isinstance(data, dict):
        return {leaf for name, inner in data.items() for leaf in leaves(inner, f"{path}.{name}" if path else name)}
    if isinstance(data, list):
        return {leaf for inner in data if isinstance(inner, dict) for leaf in leaves(inner, path)} or {path}
    return {path}


def model_of(kind: type[DomainEvent], role: Role, grounds: frozenset[Grant] = TEAM) -> type[View]:
    model = view_model(kind, role, grounds)
    assert model is not None
    return model


def envelope_of(event: DomainEvent) -> CloudEvent:
    return CloudEvent(
        id=UUID(int=7),
        source=source_of("00000009910000000000", HAAGLANDEN),
        type=event.wire_name(),
        subject=uuid4(),
        time=NOW,
        commandid=uuid4(),
        causationid=uuid4(),
        vouched=Vouched.FUNCTION,
        data=event.model_dump(mode="json"),
    )


def sent(event: DomainEvent, role: Role, grounds: frozenset[Grant] = TEAM) -> bytes:
    return enveloped(envelope_of(event), view_of(event, model_of(type(event), role, grounds)), DISCLOSURE).to_bytes()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_alw_2_any_view_has_only_cells_of_the_matrix_and_is_read_back(data: st.DataObject) -> None:
    kind, role, grounds = data.draw(st.sampled_from(SCHEMAS))
    event = data.draw(events(kind))

    body = sent(event, role, grounds)

    granted = matrix().given(kebab(kind.__name__), role, grounds)
    for leaf in leaves(json.loads(body)["data"]):
        assert any(path == leaf or path.startswith(f"{leaf}.") for path in granted), (leaf, kind, role)
    view = read_view(body, 1).event
    assert view == view_of(event, model_of(kind, role, grounds))
    assert categories(view) <= categories(event)


def test_alw_2_it_holds_no_hole_for_what_is_left_out() -> None:
    body = json.loads(sent(SIGNAL, Role.OM))

    assert body["data"].keys() == {"at", "by", "signal", "kind", "severity"}
    assert SIGNAL.text not in json.dumps(body)
    assert not {"commandid", "causationid", "vouched"} & body.keys(), "they tell of what it may not see"


def test_alw_2_of_a_plan_each_gets_its_own() -> None:
    [plan] = [event for event in planned_case() if isinstance(event, PlanEstablished)]

    police, told = (view_of(plan, model_of(PlanEstablished, role)) for role in (Role.POLITIE, Role.WOONPARTNER))
    asked = view_model(PlanEstablished, Role.WOONPARTNER, TEAM, pulled=True)
    assert asked is not None
    housing = view_of(plan, asked)

    assert plan.plan.long_term_goal not in told.model_dump_json(), "a third party asks for it first"
    assert plan.plan.long_term_goal in housing.model_dump_json()
    assert plan.plan.long_term_goal not in police.model_dump_json()
    assert "scenarios" not in housing.model_dump_json()
    assert Category.HEALTH not in categories(housing)


def test_pln_4_the_text_of_an_action_goes_to_its_owner() -> None:
    owner = model_of(ActionAgreed, Role.POLITIE, frozenset({Grant.TEAM, Grant.ADDRESSED}))

    assert "text" in owner.model_fields
    assert "text" not in model_of(ActionAgreed, Role.POLITIE).model_fields


def test_one_type_for_all_and_a_schema_that_says_which_fields() -> None:
    om, ggz = (json.loads(sent(SIGNAL, role)) for role in (Role.OM, Role.GGZ))

    assert om["type"] == ggz["type"] == "nl.levensloopaanpak.view.signal-raised.v1"
    assert om["dataschema"] == "urn:nld:levensloopaanpak:view:2:om:team:signal-raised.v1"
    assert (om["id"], om["time"], om["source"]) == (ggz["id"], ggz["time"], ggz["source"])
    assert len({model_of(*schema).schema_name for schema in SCHEMAS}) == len(SCHEMAS)


def test_a_view_is_no_event_and_an_event_no_view() -> None:
    body = sent(SIGNAL, Role.OM)

    with pytest.raises(UnreadableEvent):
        decode(parse(body))
    with pytest.raises(UnreadableEvent):
        read_view(body.replace(b".view.signal", b".signal"), 1)


@pytest.mark.parametrize(
    ("instead", "error"),
    [
        (b"view:3:om:team:signal-raised.v1", NewerEventVersion),
        (b"view:2:om:team:client-died.v1", UnreadableEvent),
        (b"view:2:woonpartner:team:signal-raised.v1", UnreadableEvent),
        (b"view:2:politie:team:signal-raised.v1", UnreadableEvent),
        (b"view:2:stranger:team:signal-raised.v1", UnreadableEvent),
        (b"view:2:om:friend:signal-raised.v1", UnreadableEvent),
    ],
)
def test_what_does_not_fit_its_schema_is_refused(instead: bytes, error: type[UnreadableEvent]) -> None:
    body = sent(SIGNAL, Role.OM).replace(b"view:2:om:team:signal-raised.v1", instead)

    with pytest.raises(error) as refused:
        read_view(body, 1)
    assert (error is NewerEventVersion) == isinstance(refused.value, NewerEventVersion)


def test_alw_3_it_names_its_accountability_record_and_passes_for_no_other_disclosure() -> None:
    body = sent(SIGNAL, Role.OM)

    assert json.loads(body)["disclosureid"] == str(DISCLOSURE)
    assert read_view(body, 1, DISCLOSURE) == read_view(body, 1)
    with pytest.raises(UnreadableEvent):
        read_view(body, 1, uuid4())


def test_a_field_too_many_is_refused_and_not_repeated() -> None:
    body = json.loads(sent(SIGNAL, Role.OM))
    body["data"]["text"] = "geheim"

    with pytest.raises(UnreadableEvent, match="text") as refused:
        read_view(json.dumps(body).encode(), 1)
    assert "geheim" not in str(refused.value)


def test_a_view_has_the_name_of_its_event() -> None:
    model = model_of(SignalRaised, Role.GEMEENTE)

    assert model.__name__ == "SignalRaised", "by its name it is listed and translated"
    assert set(model.model_fields) == {"at", "by", "signal", "kind", "severity", "text"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_wgs_2_29_3_any_view_less_what_is_withheld_is_read_back_and_holds_none_of_it(data: st.DataObject) -> None:
    """WGS-2.29-3, WGS-1.7-1, WGS-2.29-2: whatever is withheld, what is left is a view with a schema of its own."""
    kind, role, grounds = data.draw(st.sampled_from(SCHEMAS))
    event = data.draw(events(kind))
    granted = sorted(matrix().given(kebab(kind.__name__), role, grounds).keys() - {"at", "by.organisation"})
    without = data.draw(st.sets(st.sampled_from(granted)) if granted else st.just(set()))
    told = data.draw(st.sampled_from([(), (CONDITION,)]))
    model = view_model(kind, role, grounds, VERSION, without, bool(told))
    assert model is not None

    view = view_of(event, model, (), told)
    body = enveloped(envelope_of(event), view, DISCLOSURE).to_bytes()

    found = leaves({name: inner for name, inner in json.loads(body)["data"].items() if name != CONDITIONS})
    assert not found & without
    assert read_view(body, 1).event == view
    assert getattr(view, CONDITIONS, ()) == told
    assert (view.schema_name == schema_name(VERSION, role, grounds, kind)) == (not without and not told)


@pytest.mark.parametrize("strange", ["text", "at", "by.organisation", "by", "signal+signal", "signal+kind", ""])
def test_what_the_schema_says_is_withheld_must_be_of_the_view_and_in_order(strange: str) -> None:
    body = sent(SIGNAL, Role.OM).replace(b'signal-raised.v1"', b"signal-raised.v1:without:" + strange.encode() + b'"')

    with pytest.raises(UnreadableEvent):
        read_view(body, 1)
