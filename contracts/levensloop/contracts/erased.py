"""How an event is read of which personal fields are destroyed: what is left is as it was, what is gone says so."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeVar, cast, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from levensloop.contracts.categories import part_of
from levensloop.contracts.event import Value


class Erased(str):
    """Stands in an event where a field was whose key is destroyed, whatever the field's own type is.

    A text that people may read ("vernietigd"), also where a day, a choice or a value with parts is shown. In a field that holds
    several it is the only one. It is neither before nor after anything. Code that counts with such a field asks `is_erased`
    first: no term runs over a day that is gone.
    """

    __slots__ = ()

    @property
    def value(self) -> str:
        """As of a choice."""
        return str(self)

    def isoformat(self) -> str:
        """As of a day."""
        return str(self)

    def model_dump(self, **how: object) -> str:
        """As of a value with parts."""
        return str(self)

    def __format__(self, spec: str) -> str:
        return str(self)

    def __lt__(self, other: object) -> bool:
        return isinstance(other, str) and str(self) < other

    def __gt__(self, other: object) -> bool:
        return isinstance(other, str) and str(self) > other

    def __le__(self, other: object) -> bool:
        return isinstance(other, str) and str(self) <= other

    def __ge__(self, other: object) -> bool:
        return isinstance(other, str) and str(self) >= other


ERASED: Final = Erased("vernietigd")


def is_erased(content: object) -> bool:
    """Whether this field of an event is destroyed."""
    if isinstance(content, tuple):
        return len(content) == 1 and isinstance(content[0], Erased)
    return isinstance(content, Erased)


T = TypeVar("T")


def if_known(content: T | None) -> T | None:
    """The content of a field, `None` where it is destroyed."""
    return None if is_erased(content) else content


class Gone:
    """Stands in the data of an envelope where a destroyed field was. It has no JSON: such data cannot be written again."""

    __slots__ = ()


GONE: Final = Gone()

V = TypeVar("V", bound=Value)


def with_erased(kind: type[V], data: Mapping[str, Any]) -> V:
    """The event, or part of one, of this data, in which fields are `GONE`. The other fields are checked as always.

    Raises ValueError (also `ValidationError`, which is one): a field missing, unknown or wrong; never with its content.
    """
    if not isinstance(data, dict):
        raise ValueError(kind.__name__)
    fields = kind.model_fields
    strange = {*(data.keys() - fields.keys()), *(n for n, f in fields.items() if f.is_required() and n not in data)}
    if strange:
        raise ValueError(", ".join(sorted(strange)))
    values = {
        name: _left(fields[name], content)
        if _touched(content)
        else _checked(kind, name).validate_json(json.dumps(content))
        for name, content in data.items()
    }
    return cast(V, kind.model_construct(**values))


def _touched(content: Any) -> bool:
    if isinstance(content, dict):
        return any(map(_touched, content.values()))
    if isinstance(content, list):
        return any(map(_touched, content))
    return isinstance(content, Gone)


def _left(field: FieldInfo, content: Any) -> Any:
    if isinstance(content, Gone):
        return (ERASED,) if get_origin(field.annotation) is tuple else ERASED
    kind = cast("type[Value] | None", part_of(field.annotation))
    if kind is None:
        raise ValueError(str(field.description))  # what is gone lies deeper, and this has no parts
    if isinstance(content, list):
        return tuple(with_erased(kind, item) for item in content)
    return with_erased(kind, content)


@cache
def _checked(kind: type[Value], name: str) -> TypeAdapter[Any]:
    field = kind.model_fields[name]
    return TypeAdapter(cast(Any, Annotated[field.annotation, field]))
