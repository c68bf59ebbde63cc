"""The inclusion service, as data: report, triage, inclusion table, informing the client, team, exit."""

from levensloop.inclusion import views
from levensloop.inclusion.domain import decide
from levensloop.inclusion.policies import REACTIONS
from levensloop.inclusion.state import State, evolve
from levensloop.infra.messaging.service import Service

inclusion: Service[State] = Service(
    name="inclusion",
    initial=State(),
    evolve=evolve,
    decide=decide,
    reactions=REACTIONS,
    views={"case": views.case},
    lists={"cases": views.cases},
)
