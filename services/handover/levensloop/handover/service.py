"""The handover service, as data: the move to another ZVH. The case itself travels by its policies."""

from levensloop.contracts.event import DomainEvent
from levensloop.handover import views
from levensloop.handover.deadlines import agenda, agenda_elsewhere, deadlines, expire
from levensloop.handover.domain import decide
from levensloop.handover.release import proceed
from levensloop.handover.state import State, evolve
from levensloop.infra.messaging.service import Reaction, Service

handover: Service[State] = Service(
    name="handover",
    initial=State(),
    evolve=evolve,
    decide=decide,
    deadlines=deadlines,
    expire=expire,
    reactions=(Reaction((DomainEvent,), proceed, imported=True),),
    agenda=agenda,
    agenda_elsewhere=agenda_elsewhere,
    views={"move": views.move, "identity": views.identity},
    presented=frozenset({"identity"}),
)
