"""Any event of any type: hypothesis strategies made from the contracts themselves, so that a new event is tested when it exists."""

from datetime import UTC, date, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Gt, Le, MinLen
from hypothesis import strategies as st
from pydantic import AfterValidator, AwareDatetime, BaseModel
from pydantic.fields import FieldInfo
from pydantic.types import StringConstraints

from levensloop.contracts.envelope import CloudEvent, source_of
from levensloop.contracts.event import ORGANISATION_ID, DomainEvent
from support.samples.world import HAAGLANDEN, OM, POLITIE

Found = st.SearchStrategy[Any]

WHO = st.sampled_from([HAAGLANDEN, POLITIE, OM, "a-1"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(1920, 1, 1), date(2040, 1, 1))
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).map(str.strip).filter(bool)
PSEUDONYMS = st.from_regex(r"u-[0-9a-f]{9}[0-9]{11}", fullmatch=True)
"""The form of the number of a user: the only text that is more than a pattern."""

_PLAIN: dict[Any, Found] = {
    datetime: MOMENTS,
    AwareDatetime: MOMENTS,
    date: DAYS,
    bool: st.booleans(),
    UUID: st.uuids(),
}


def events(kind: type[DomainEvent]) -> st.SearchStrategy[DomainEvent]:
    """Any event of this type."""
    return _model(kind).map(kind.model_validate)


def envelopes(event: DomainEvent) -> st.SearchStrategy[CloudEvent]:
    """This event as it could be recorded."""
    return st.builds(
        CloudEvent,
        id=st.uuids(version=4),
        source=st.just(source_of("00000009910000000000", HAAGLANDEN)),
        type=st.just(event.wire_name()),
        subject=st.uuids(version=4),
        time=MOMENTS,
        commandid=st.none() | st.uuids(version=4),
        data=st.just(event.model_dump(mode="json")),
    )


@cache
def _model(kind: type[BaseModel]) -> Found:
    return st.fixed_dictionaries({n: _field(f) for n, f in kind.model_fields.items()})


def _field(field: FieldInfo) -> Found:
    return _any(field.annotation, field.metadata)


def _any(annotation: Any, constraints: list[Any]) -> Found:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _any(inner[0], [*constraints, *_flat(inner[1:])])
    if origin in (Union, UnionType):
        return st.one_of(*(_any(each, constraints) for each in inner))
    if origin is tuple:
        least = next((c.min_length for c in constraints if isinstance(c, MinLen)), 0)
        return st.lists(_any(inner[0], []), min_size=least, max_size=max(2, least)).map(tuple)
    if annotation is type(None):
        return st.none()
    if annotation is str:
        return _text(constraints)
    if annotation is int:
        return _number(constraints)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    return _model(annotation) if issubclass(annotation, BaseModel) else st.sampled_from(annotation)


def _flat(constraints: tuple[Any, ...]) -> list[Any]:
    return [part for c in constraints for part in (c.metadata if isinstance(c, FieldInfo) else [c])]


def _text(constraints: list[Any]) -> Found:
    patterns = [c.pattern for c in constraints if isinstance(c, StringConstraints) or hasattr(c, "pattern")]
    pattern = next((p for p in patterns if p), None)
    if pattern is None:
        return PSEUDONYMS if any(isinstance(c, AfterValidator) for c in constraints) else TEXTS
    return WHO if pattern == f"^{ORGANISATION_ID}$" else st.from_regex(pattern, fullmatch=True)


def _number(constraints: list[Any]) -> Found:
    least = max((c.ge if isinstance(c, Ge) else c.gt + 1 for c in constraints if isinstance(c, Ge | Gt)), default=-1000)
    most = min((c.le for c in constraints if isinstance(c, Le)), default=1000)
    return st.integers(least, most)
