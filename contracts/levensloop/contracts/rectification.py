"""An event as it should have been: with what was corrected in it (GDPR 16). The event itself stays as it was recorded. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar, cast, get_origin
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError

from levensloop.contracts.categories import part_of
from levensloop.contracts.erased import Erased, is_erased
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.recorded import Recorded

V = TypeVar("V", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class PutRight:
    """`unsaid`: fields, as the matrix names them, that were corrected in words which cannot stand in their place: a day, a choice, or one
    of several parts that the correction does not tell apart. In the event these read as the words."""

    event: DomainEvent
    unsaid: frozenset[str] = field(default_factory=frozenset)


def put_right(event: DomainEvent, corrections: Iterable[DatumRectified]) -> PutRight:
    """`corrections`: those of this event, in the order in which they were made: the last of a field holds."""
    unsaid = dict[str, bool]()
    for correction in corrections:
        if correction.person is not None:
            if hasattr(event, "person") and not is_erased(correction.person.name):
                event = event.model_copy(update={"person": correction.person})
            continue
        path = ".".join(part for part in correction.field.split(".") if not part.isdigit())
        event, said = _with(event, correction.field.split("."), _words(correction))
        unsaid[path] = not said
    return PutRight(event, frozenset(path for path, not_said in unsaid.items() if not_said))


def as_corrected(events: Sequence[Recorded[DomainEvent]]) -> list[Recorded[DomainEvent]]:
    """A case, each event as it should have been; what cannot stand in its place reads as the words of the correction. Who the client is,
    is not changed here: that counts for the case as a whole."""
    of: dict[UUID, list[DatumRectified]] = {}
    for recorded in events:
        if isinstance(recorded.event, DatumRectified) and recorded.event.person is None:
            of.setdefault(recorded.event.event, []).append(recorded.event)
    return [
        replace(recorded, event=put_right(recorded.event, of[recorded.id]).event) if recorded.id in of else recorded
        for recorded in events
    ]


def _words(correction: DatumRectified) -> str:
    named = (getattr(correction, name) for name in DatumRectified.model_fields if name.startswith("new_"))
    return cast(str, next(content for content in named if content is not None))


def _with(value: V, path: Sequence[str], words: str) -> tuple[V, bool]:
    """The value with these words at this path, and whether they can stand there."""
    name, *rest = path
    info = type(value).model_fields.get(name)
    if info is None or ((content := getattr(value, name)) is None and rest):
        return value, False
    if part_of(info.annotation) is None:
        new, said = _leaf(info, words)
        return value.model_copy(update={name: new}), said
    if is_erased(content):
        return value, False
    if not isinstance(content, tuple):
        part, said = _with(content, rest, words)
        return value.model_copy(update={name: part}), said
    which = int(rest[0]) if rest and rest[0].isdigit() else None
    if which is None:
        parts = tuple(_with(each, rest, Erased(words))[0] for each in content)
        return value.model_copy(update={name: parts}), False
    if which >= len(content):
        return value, False
    part, said = _with(content[which], rest[1:], words)
    return value.model_copy(update={name: (*content[:which], part, *content[which + 1 :])}), said


def _leaf(info: Any, words: str) -> tuple[Any, bool]:
    """What stands in a field of this kind; `Erased` words, which were destroyed or are not of this part alone, never can."""
    several = get_origin(info.annotation) is tuple
    if not isinstance(words, Erased):
        checked: TypeAdapter[Any] = TypeAdapter(cast(Any, Annotated[info.annotation, info]))
        try:
            return checked.validate_python((words,) if several else words), True
        except ValidationError:
            words = Erased(words)
    return ((words,) if several else words), False
