"""The monitor service, as data: figures, the cooperation survey, bottlenecks for the CLLA. What follows is in its policies."""

from levensloop.infra.messaging.service import Service
from levensloop.monitor.domain import decide
from levensloop.monitor.state import State, evolve

monitor: Service[State] = Service(name="monitor", initial=State(), evolve=evolve, decide=decide)
