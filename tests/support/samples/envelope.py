"""A report as it goes over the wire: the event in its envelope, and the attributes as JSON holds them."""

import json
from typing import Any
from uuid import UUID

from levensloop.contracts.envelope import CloudEvent, source_of
from support.samples.inclusion import reported_case
from support.samples.world import HAAGLANDEN, REPORTED_AT

[REPORTED] = reported_case()
ENVELOPE = CloudEvent(
    id=UUID("0f6f7a3e-8a0c-4a53-9a54-0c3c2c4f6b11"),
    source=source_of("00000009910000000000", HAAGLANDEN),
    type=REPORTED.wire_name(),
    subject=UUID("7d9f1a52-3c1e-4b0a-9d55-0b6f3a8e2c41"),
    time=REPORTED_AT,
    data=REPORTED.model_dump(mode="json"),
)
ATTRIBUTES: dict[str, Any] = json.loads(ENVELOPE.to_bytes())
