"""Of which events something stands in a document, for the record of it, so that who has a wrong datum is told (GDPR 19). Pure."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from pydantic import BaseModel

from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.documents.withheld import Shown


def made_of(data: Iterable[BaseModel], shown: Shown) -> Mapping[UUID, tuple[str, ...]]:
    """Event → the fields and parts of it that were withheld, sorted. `data`: all that the text was taken from; `shown`: the case that the
    document was made of. Who the client is counts as the event that said so; what was corrected in one, as that correction too."""
    values = {id(value) for value in data}
    found: dict[UUID, tuple[str, ...]] = {}
    for recorded in shown.events:
        if {id(recorded.event), id(getattr(recorded.event, "person", None))} & values:
            found[recorded.id] = tuple(sorted({each.place for each in shown.withheld.get(recorded.id, ())}))
    for recorded in shown.events:
        event = recorded.event
        if isinstance(event, DatumRectified) and event.person is None and _stands(event, found):
            found[recorded.id] = ()
    return found


def _stands(correction: DatumRectified, found: Mapping[UUID, tuple[str, ...]]) -> bool:
    """Whether what it says stands there in place of what was wrong."""
    if correction.event not in found:
        return False
    path = ".".join(part for part in correction.field.split(".") if not part.isdigit())
    return not any(
        f"{said}.".startswith(f"{place}.") for place in found[correction.event] for said in (correction.field, path)
    )
