"""The inclusion service, as data: report, triage, inclusion table, informing the client, team, exit."""

from levensloop.inclusion import views
from levensloop.inclusion.domain import decide
from levensloop.inclusion.policies import REACTIONS
from levensloop.inclusion.postpone import agenda, deadlines, expire
from levensloop.inclusion.state import State, evolve
from levensloop.infra.messaging.service import Service

inclusion: Service[State] = Service(
    name="inclusion",
    initial=State(),
    evolve=evolve,
    decide=decide,
    deadlines=deadlines,
    expire=expire,
    reactions=REACTIONS,
    agenda=agenda,
    views={"case": views.case},
    lists={"cases": views.cases},
)
