"""What a recipient gets of an event: a model of its own, with the fields that the matrix grants it and no others (ALW-2).

A view has the name of its event and a wire type of its own, `nl.levensloopaanpak.view.signal-raised.v1`. Which fields it has follows from
the version of the matrix, the role and the memberships by which the recipient gets it, less what is withheld this time (WGS 2.29,
1.7(1)): together they are its schema. Where a supplier set conditions, these are in it (2.29(3)).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache, lru_cache
from types import NoneType
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from levensloop.contracts.categories import Category, holds, part_of
from levensloop.contracts.event import DomainEvent, Moment, OrganisationId, Text, Value, kebab
from levensloop.contracts.matrix.lines import VERSION, Grant, matrix
from levensloop.contracts.roles import Role

Tree = dict[str, Any]
"""Paths as a tree: field → the same of its parts, `None` for a leaf."""


class Doer(Value):
    """Who did it, as far as everyone may know. Most views also have the functionary."""

    organisation: Annotated[OrganisationId, holds(Category.PROCESS, "Organisation that acts")]


CONDITIONS = "conditions"
"""The field of a view in which a supplier's conditions are, where there are any."""


PULLED = "pulled"
"""In a schema: what was asked for and has all that may be seen, not what goes in a letter alone."""


class Condition(Value):
    """WGS 2.29(3): a supplier's condition on what is in the view, for its recipient to keep to."""

    number: Annotated[int, holds(Category.PROCESS, "Number of the condition in this case")]
    supplier: Annotated[OrganisationId, holds(Category.PROCESS, "Whose data it is about")]
    until: Annotated[date | None, holds(Category.PROCESS, "The last day on which it holds")] = None
    words: Annotated[Text, holds(Category.GUIDANCE, "The condition")]


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


def schema_name(
    version: str,
    role: Role,
    grounds: Collection[Grant],
    kind: type[DomainEvent],
    without: Collection[str] = (),
    conditions: bool = False,
    pulled: bool = False,
) -> str:
    """`urn:nld:levensloopaanpak:view:2:politie:team+reporter:client-included.v1`: two views of one schema have the same fields.

    Where fields are withheld that the matrix gives, these are named: `…:without:plan.zsm+text`; with conditions: `…:conditions`. What
    was pulled, and so has all that may be seen and not what goes in a letter alone: `…:pulled`.
    """
    held = "+".join(grant for grant in Grant if grant in grounds)
    whole = f":{PULLED}" if pulled else ""
    less = f":without:{'+'.join(sorted(without))}" if without else ""
    more = f":{CONDITIONS}" if conditions else ""
    return f"urn:nld:levensloopaanpak:view:{version}:{role}:{held}:{kebab(kind.__name__)}.v{kind.version}{whole}{less}{more}"


def view_model(
    kind: type[DomainEvent],
    role: Role,
    grounds: Collection[Grant],
    version: str = VERSION,
    without: Collection[str] = (),
    conditions: bool = False,
    pulled: bool = False,
) -> type[View] | None:
    """The view of these events for this role by these memberships, less the fields `without`; None where nothing goes. As it goes in a
    letter, or as it is `pulled`.

    The same class for the same arguments. Raises KeyError: a version that is not known, or a field that the matrix does not give or
    that every view has.
    """
    if without or conditions:
        return _narrow(kind, role, frozenset(grounds), version, frozenset(without), conditions, pulled)
    return _made(kind, role, frozenset(grounds), version, pulled)


def more_to_pull(view: View) -> bool:
    """Whether the matrix gives the recipient of this view more of the event, when it asks (`levensloop partner pull`)."""
    version, role, held, rest = view.schema_name.split(":", 7)[4:]
    grounds, name = frozenset(map(Grant, held.split("+"))), kebab(view.of.__name__)
    found = matrix(version)
    more = found.given(name, Role(role), grounds, pulled=True).keys() - found.given(name, Role(role), grounds).keys()
    return bool(more) and PULLED not in rest.split(":")


@cache
def _made(
    kind: type[DomainEvent], role: Role, grounds: frozenset[Grant], version: str, pulled: bool
) -> type[View] | None:
    paths = matrix(version).given(kebab(kind.__name__), role, grounds, pulled=pulled)
    return _model(kind, paths, schema_name(version, role, grounds, kind, pulled=pulled)) if paths else None


@lru_cache(maxsize=1000)  # what may be withheld has many combinations, and one who sends could think of all
def _narrow(
    kind: type[DomainEvent],
    role: Role,
    grounds: frozenset[Grant],
    version: str,
    without: frozenset[str],
    conditions: bool,
    pulled: bool,
) -> type[View] | None:
    paths = matrix(version).given(kebab(kind.__name__), role, grounds, pulled=pulled)
    if strange := without - (paths.keys() - _ALWAYS):
        raise KeyError(*sorted(strange))
    left = [path for path in paths if path not in without]
    name = schema_name(version, role, grounds, kind, without, conditions, pulled)
    return _model(kind, left, name, conditions) if paths else None


_ALWAYS = {"at", "by.organisation"}


def _model(kind: type[DomainEvent], paths: Iterable[str], name: str, conditions: bool = False) -> type[View]:
    model = create_model(kind.__name__, __base__=View, **_fields(kind, _tree(paths)), **(_TOLD if conditions else {}))
    model.of = kind
    model.schema_name = name
    return model


_TOLD: dict[str, Any] = {
    CONDITIONS: (tuple[Condition, ...], holds(Category.PROCESS, "What suppliers ask of who has this (WGS 2.29(3))"))
}


def view_of(
    event: DomainEvent, model: type[View], items: Collection[str] = (), conditions: Sequence[Condition] = ()
) -> View:
    """What of this event the model has, without the `items`, such as `inventory.indications.0`, that are withheld."""
    return model.model_validate_json(_picked(event, model, "", items, conditions).model_dump_json())


def _picked(
    event: Value, model: type[Value], place: str, items: Collection[str], conditions: Sequence[Condition] = ()
) -> Value:
    """The values as they are, in the shape of the view; checked by who reads it, as everything that comes in."""
    values = {
        name: _part(getattr(event, name), field.annotation, place + name, items)
        for name, field in model.model_fields.items()
        if name != CONDITIONS or not issubclass(model, View)
    }
    if CONDITIONS in model.model_fields and issubclass(model, View):
        values[CONDITIONS] = tuple(conditions)
    return model.model_construct(**values)


def _part(content: Any, annotation: Any, place: str, items: Collection[str]) -> Any:
    part = part_of(annotation)
    if part is None or content is None:
        return content
    assert issubclass(part, Value)  # the parts of an event are, and the view's are made of those
    if not isinstance(content, tuple):
        return _picked(content, part, f"{place}.", items)
    here = ((f"{place}.{at}", item) for at, item in enumerate(content))
    return tuple(_picked(item, part, f"{where}.", items) for where, item in here if where not in items)


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
