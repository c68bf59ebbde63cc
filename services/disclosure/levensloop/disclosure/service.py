"""The disclosure service, as data: what suppliers say on providing and on passing on. What goes to whom is its policy."""

from levensloop.disclosure.case_view import corrections, grounds
from levensloop.disclosure.domain import decide
from levensloop.disclosure.state import State, evolve, evolve_shown
from levensloop.infra.messaging.service import Service

disclosure: Service[State] = Service(
    name="disclosure",
    initial=State(),
    evolve=evolve,
    decide=decide,
    views={"grounds": grounds, "corrections": corrections},
    evolve_shown=evolve_shown,
)
