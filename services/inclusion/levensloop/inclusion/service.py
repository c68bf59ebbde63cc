"""The inclusion service, as data: report, triage, inclusion table, informing the client, team, third parties, exit."""

from levensloop.inclusion import third_parties_view, views
from levensloop.inclusion.deadlines import agenda, deadlines, expire
from levensloop.inclusion.domain import decide
from levensloop.inclusion.policies import REACTIONS
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
    views={"case": views.case, "third-parties": third_parties_view.third_parties},
    lists={"cases": views.cases},
)
