"""The handover service, as data: the move to another ZVH. The case itself travels by its policies."""

from levensloop.handover import views
from levensloop.handover.domain import decide
from levensloop.handover.state import State, evolve
from levensloop.infra.messaging.service import Service

handover: Service[State] = Service(
    name="handover",
    initial=State(),
    evolve=evolve,
    decide=decide,
    views={"move": views.move},
)
