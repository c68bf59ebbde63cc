"""What a recipient gets of an event: a model of its own, with the fields that the matrix grants it and no others (ALW-2).

A view has the name of its event and a wire type of its own, `nl.levensloopaanpak.view.signal-raised.v1`. Which fields it has follows from
the version of the matrix, the role and the memberships by which the recipient gets it: together they are its schema.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cache
from types import NoneType
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from levensloop.contracts.categories import Category, holds, part_of
from levensloop.contracts.event import DomainEvent, Moment, OrganisationId, Value, kebab
from levensloop.contracts.matrix.lines import VERSION, Grant, matrix
from levensloop.contracts.roles import Role

Tree = dict[str, Any]
"""Paths as a tree: field → the same of its parts, `None` for a leaf."""


class Doer(Value):
    """Who did it, as far as everyone may know. Most views also have the functionary."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Organisation that acts")]


class View(Value):
    """What every view has. The others of its fields are those of `of` that the matrix grants."""

    of: ClassVar[type[DomainEvent]]
    schema_name: ClassVar[str]

    at: Annotated[Moment, holds(Category.PROCESS, "When it happened")]
    by: Annotated[Doer, holds(Category.PROCESS, "Who did it")]

    @classmethod
    def wire_name(cls) -> str:
        """`nl.levensloopaanpak.view.signal-raised.v1`: the same for every recipient."""
        return view_type(cls.of)

    @property
    def functionary(self) -> str | None:
        """In which function somebody did it, where the recipient may know."""
        found: str | None = getattr(self.by, "functionary", None)
        return found


def view_type(kind: type[DomainEvent]) -> str:
    """`nl.levensloopaanpak.view.signal-raised.v1`, with the version of the event."""
    return kind.wire_name().replace("nl.levensloopaanpak.", "nl.levensloopaanpak.view.", 1)


def schema_name(version: str, role: Role, grounds: Collection[Grant], kind: type[DomainEvent]) -> str:
    """`urn:nld:levensloopaanpak:view:2:politie:team+reporter:client-included.v1`: two views of one schema have the same fields."""
    held = "+".join(grant for grant in Grant if grant in grounds)
    return f"urn:nld:levensloopaanpak:view:{version}:{role}:{held}:{kebab(kind.__name__)}.v{kind.version}"


def view_model(
    kind: type[DomainEvent], role: Role, grounds: Collection[Grant], version: str = VERSION
) -> type[View] | None:
    """The view of these events for this role by these memberships; None where nothing goes. Raises KeyError: unknown version.

    The same class for the same arguments.
    """
    return _made(kind, role, frozenset(grounds), version)


@cache
def _made(kind: type[DomainEvent], role: Role, grounds: frozenset[Grant], version: str) -> type[View] | None:
    paths = matrix(version).given(kebab(kind.__name__), role, grounds)
    if not paths:
        return None
    model = create_model(kind.__name__, __base__=View, **_fields(kind, _tree(paths)))
    model.of = kind
    model.schema_name = schema_name(version, role, grounds, kind)
    return model


def view_of(event: DomainEvent, model: type[View]) -> View:
    """What of this event the model has."""
    return model.model_validate_json(_picked(event, model).model_dump_json())


def _picked(event: Value, model: type[Value]) -> Value:
    """The values as they are, in the shape of the view; checked by who reads it, as everything that comes in."""
    return model.model_construct(
        **{name: _part(getattr(event, name), field.annotation) for name, field in model.model_fields.items()}
    )


def _part(content: Any, annotation: Any) -> Any:
    part = part_of(annotation)
    if part is None or content is None:
        return content
    assert issubclass(part, Value)  # the parts of an event are, and the view's are made of those
    return tuple(_picked(item, part) for item in content) if isinstance(content, tuple) else _picked(content, part)


def _tree(paths: Iterable[str]) -> Tree:
    tree: Tree = {}
    for path in paths:
        *parents, leaf = path.split(".")
        place = tree
        for name in parents:
            place = place.setdefault(name, {})
        place[leaf] = None
    return tree


def _fields(kind: type[Value], tree: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _field(kind.model_fields[name], inner) for name, inner in tree.items()}


def _field(field: FieldInfo, inner: Tree | None) -> tuple[Any, FieldInfo]:
    return (field.annotation if inner is None else _narrowed(field.annotation, inner)), copy(field)


def _narrowed(annotation: Any, inner: Tree) -> Any:
    """The same annotation, with the model in it narrowed to these parts."""
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return create_model(
            annotation.__name__, __base__=_BASES.get(annotation.__name__, Value), **_fields(annotation, inner)
        )
    if get_origin(annotation) is tuple:
        return tuple.__class_getitem__((_narrowed(get_args(annotation)[0], inner), ...))
    part = next(each for each in get_args(annotation) if each is not NoneType)
    return _narrowed(part, inner) | None


_BASES: Mapping[str, type[Value]] = {"Actor": Doer}
