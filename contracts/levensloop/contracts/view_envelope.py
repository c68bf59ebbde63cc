"""A view on the wire: a CloudEvent with the id, source and time of the event that it is a view of, and a schema of its own."""

import json
import re
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints, ValidationError

from levensloop.contracts.codec import NewerEventVersion, UnreadableEvent, wrong_fields
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded, fingerprint
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.roles import Role
from levensloop.contracts.views import View, view_model, view_type

_SCHEMA = re.compile(
    r"^urn:nld:levensloopaanpak:view:(?P<version>[1-9]\d*):(?P<role>[a-z-]+):(?P<grounds>[a-z]+(\+[a-z]+)*):[a-z-]+\.v[1-9]\d*"
    r"(?P<pulled>:pulled)?(:without:(?P<without>[a-z_.]+(\+[a-z_.]+)*))?(?P<conditions>:conditions)?$"
)
_KINDS = {view_type(kind): kind for kind in EVENTS.values()}


class ViewEnvelope(CloudEvent):
    """The attributes of the event but three: which command and which other event led to it tells of what the recipient may not see, and
    so does how it is known which person did it.

    `id` is the event's: by it the accountability record, the log and what several recipients have of the same event tie.
    `disclosureid` is that of the record (ALW-3): one event may go to the same organisation twice, in two capacities.
    `dataschema` names the version of the matrix, the role and the memberships by which it was granted, and what of that was withheld.
    """

    type: Annotated[str, StringConstraints(pattern=r"^nl\.levensloopaanpak\.view\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$")]
    dataschema: Annotated[str, StringConstraints(pattern=_SCHEMA.pattern)]
    commandid: None = None
    causationid: None = None
    vouched: None = None
    disclosureid: UUID


def enveloped(envelope: CloudEvent, view: View, disclosure: UUID) -> ViewEnvelope:
    """This view of the event in the envelope, as the record `disclosure` tells of it."""
    return ViewEnvelope(
        id=envelope.id,
        source=envelope.source,
        type=view.wire_name(),
        subject=envelope.subject,
        time=envelope.time,
        dataschema=view.schema_name,
        traceparent=envelope.traceparent,
        disclosureid=disclosure,
        data=view.model_dump(mode="json"),
    )


def read_view(body: bytes, position: int, disclosure: UUID | None = None) -> Recorded[View]:
    """A view from its bytes, which must be of this `disclosure` where given. Raises `UnreadableEvent`; `NewerEventVersion` for an
    event or a matrix newer than this software knows."""
    try:
        envelope = ViewEnvelope.model_validate_json(body)
    except ValidationError as error:
        raise UnreadableEvent(f"Geen leesbare verstrekking: {wrong_fields(error)}") from error
    if disclosure not in (None, envelope.disclosureid):
        raise UnreadableEvent("Deze verstrekking hoort niet bij de brief waarin zij zit")
    model = _model(envelope)
    try:
        view = model.model_validate_json(json.dumps(envelope.data))
    except ValidationError as error:
        raise UnreadableEvent(f"{envelope.type} is onleesbaar: {wrong_fields(error)}") from error
    return Recorded(
        event=view,
        case=envelope.subject,
        id=envelope.id,
        source=envelope.organisation,
        time=envelope.time,
        position=position,
        fingerprint=fingerprint(body),
    )


def _model(envelope: ViewEnvelope) -> type[View]:
    match = _SCHEMA.match(envelope.dataschema)
    assert match is not None  # the field's pattern is the same expression
    kind: type[DomainEvent] | None = _KINDS.get(envelope.type)
    if kind is None:
        raise NewerEventVersion(f"{envelope.type} is hier niet bekend. Werk de software bij.")
    try:
        grounds = frozenset(Grant(word) for word in match["grounds"].split("+"))
        role, version = Role(match["role"]), match["version"]
        matrix(version)
    except KeyError:
        raise NewerEventVersion(
            f"Versie {match['version']} van de verstrekkingsmatrix is hier niet bekend. Werk de software bij."
        ) from None
    except ValueError as error:
        raise UnreadableEvent(f"{envelope.type} heeft een onbekende rol of grond.") from error
    without = match["without"].split("+") if match["without"] else ()
    try:
        model = view_model(kind, role, grounds, version, without, bool(match["conditions"]), bool(match["pulled"]))
    except KeyError as error:
        raise UnreadableEvent(f"{envelope.type} hoort niet bij {envelope.dataschema}.") from error
    if model is None or model.schema_name != envelope.dataschema:
        raise UnreadableEvent(f"{envelope.type} hoort niet bij {envelope.dataschema}.")
    return model
