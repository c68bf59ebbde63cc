"""The signals service, as data: signals, scenarios, secure beds, bottlenecks, escalations.

It starts nothing by itself: persons activate (SIG-2).
"""

from levensloop.infra.messaging.service import Service
from levensloop.signals import views
from levensloop.signals.agenda import agenda
from levensloop.signals.deadlines import deadlines, expire
from levensloop.signals.domain import decide
from levensloop.signals.policies import REACTIONS
from levensloop.signals.state import State, evolve

signals: Service[State] = Service(
    name="signals",
    initial=State(),
    evolve=evolve,
    decide=decide,
    deadlines=deadlines,
    expire=expire,
    reactions=REACTIONS,
    agenda=agenda,
    views={"watch": views.watch},
)
