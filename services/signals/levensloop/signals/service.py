"""The signals service, as data: signals, scenarios, secure beds. It reacts to nothing: persons activate (SIG-2)."""

from levensloop.infra.messaging.service import Service
from levensloop.signals import views
from levensloop.signals.domain import decide
from levensloop.signals.state import State, evolve

signals: Service[State] = Service(
    name="signals",
    initial=State(),
    evolve=evolve,
    decide=decide,
    views={"watch": views.watch},
)
