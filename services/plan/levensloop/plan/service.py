"""The plan service, as data: picture, plan, label per partner, reviews."""

from levensloop.infra.messaging.service import Service
from levensloop.plan import views
from levensloop.plan.agenda import agenda
from levensloop.plan.deadlines import deadlines, expire
from levensloop.plan.domain import decide
from levensloop.plan.policies import REACTIONS
from levensloop.plan.state import State, evolve

plan: Service[State] = Service(
    name="plan",
    initial=State(),
    evolve=evolve,
    decide=decide,
    deadlines=deadlines,
    expire=expire,
    reactions=REACTIONS,
    agenda=agenda,
    views={"plan": views.plan},
)
