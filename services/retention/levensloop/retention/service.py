"""The retention service, as data. What destroys is in its policies."""

from levensloop.infra.messaging.service import Service
from levensloop.retention.deadlines import acts, agenda, agenda_elsewhere, deadlines, expire
from levensloop.retention.domain import decide
from levensloop.retention.state import State, evolve

retention: Service[State] = Service(
    name="retention",
    initial=State(),
    evolve=evolve,
    decide=decide,
    deadlines=deadlines,
    expire=expire,
    agenda=agenda,
    agenda_elsewhere=agenda_elsewhere,
    agenda_kept=agenda,
    acts=acts,
)
