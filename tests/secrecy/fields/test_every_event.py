"""Every event of the registry, whatever is in it: sealed and read back, in clear where nobody is in it, erased where the key is gone."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levensloop.contracts.categories import Category
from levensloop.contracts.erased import is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.registry import EVENTS
from support.any_event import envelopes, events
from support.sealed import leaves, opened, sealed, without

EVERY_EVENT = pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@EVERY_EVENT
@FEW
@given(data=st.data())
def test_what_was_sealed_reads_as_it_was(kind: type[DomainEvent], data: st.DataObject) -> None:
    event = data.draw(events(kind))
    stored, keys = sealed(data.draw(envelopes(event)), kind)

    assert opened(stored, keys) == event


@EVERY_EVENT
@FEW
@given(data=st.data())
def test_only_what_says_nothing_about_a_person_is_in_clear(kind: type[DomainEvent], data: st.DataObject) -> None:
    event = data.draw(events(kind))
    stored, _ = sealed(data.draw(envelopes(event)), kind)
    plain, seen = event.model_dump(mode="json"), json.loads(stored)["data"]

    for path, (category, _) in leaves(event).items():
        is_in_clear = at(seen, path) == at(plain, path)
        assert is_in_clear == (category is Category.PROCESS), path


@EVERY_EVENT
@FEW
@given(data=st.data())
def test_a_destroyed_key_erases_what_that_supplier_gave_and_nothing_else(
    kind: type[DomainEvent], data: st.DataObject
) -> None:
    event = data.draw(events(kind))
    stored, keys = sealed(data.draw(envelopes(event)), kind)
    gone = data.draw(st.sampled_from(sorted(keys.rings)))

    after = leaves(opened(stored, without(keys, gone)))

    for path, (category, content) in leaves(event).items():
        if category is not Category.PROCESS and supplier(event, path) == gone.rpartition("_")[0]:
            assert is_erased(after[path][1]), path
        else:
            assert after[path][1] == content, path


def at(data: object, path: str) -> object:
    for name in path.split("."):
        data = data[int(name)] if isinstance(data, list) else data[name]  # type: ignore[index]
    return data


def supplier(event: DomainEvent, path: str) -> str:
    """Who acts, unless the part that holds the field says who supplied it; under another name for what
    goes before a release or after a move."""
    if type(event).__name__ in ("IdentityPresented", "IdentityAnswered", "IdentityWithdrawn"):
        return f"{event.by.organisation}_identity"
    if type(event).__name__ == "DatumRectified":
        return f"{event.by.organisation}_correction"
    found, here = event.by.organisation, event.model_dump(mode="json")
    for name in path.split("."):
        here = here[int(name)] if isinstance(here, list) else here[name]
        if isinstance(here, dict):
            found = here.get("supplier", found)
    return found
