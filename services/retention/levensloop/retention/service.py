"""The retention service, as data. What destroys is in its policies."""

from levensloop.infra.messaging.service import Service
from levensloop.retention.agenda import agenda_elsewhere
from levensloop.retention.domain import decide
from levensloop.retention.state import State, evolve

retention: Service[State] = Service(
    name="retention",
    initial=State(),
    evolve=evolve,
    decide=decide,
    agenda_elsewhere=agenda_elsewhere,
)
