"""The housing profile of the same fictional client, and a route to a place of its own (PLN-7)."""

from datetime import date
from typing import Any

from levensloop.contracts.commands.plan import (
    AdvanceHousingRoute,
    EndHousingRoute,
    RecordHousingProfile,
    StartHousingRoute,
)
from levensloop.contracts.events.plan import HousingProfileRecorded, HousingRouteStarted
from levensloop.contracts.housing import HousingAnswers, HousingResult, HousingTrack
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, PROVIDER, WOONPARTNER, actor

SAMPLE_PROFILE = RecordHousingProfile(
    who="Een man die het liefst alleen woont, en van koken houdt.",
    approach="Kom nooit onaangekondigd; zeg wat er gaat gebeuren.",
    tried=("Beschermd wonen met een gedeelde keuken; dat eindigde met ruzie.",),
    works=("Een vaste begeleider", "Een eigen voordeur"),
)

SAMPLE_ANSWERS = HousingAnswers(
    stay="Een prikkelarme plek met een eigen voordeur.",
    expertise="Een team dat signalen van ontregeling kent, en met de buurt praat.",
    funding_and_rules="Wmo en Wlz samen, met een toeslag voor nachtzorg.",
    obstacles="Elke woonvorm noemt agressie een reden om nee te zeggen.",
)

SAMPLE_ROUTE = StartHousingRoute(
    track=HousingTrack.ADAPT_EXISTING,
    next_step="Vraagt bij twee locaties wat er nodig is.",
    owner=WOONPARTNER,
    **dict(SAMPLE_ANSWERS),
)

SAMPLE_ROUTE_STEP = AdvanceHousingRoute(
    route=1,
    outcome="Beide locaties zeiden nee.",
    track=HousingTrack.DEVELOP_NEW,
    next_step="Zoekt grond voor een eigen huisje.",
    owner=GEMEENTE,
)

SAMPLE_ROUTE_END = EndHousingRoute(route=1, result=HousingResult.PLACED, outcome="Een huisje aan de Duinrand.")


def profile_recorded() -> HousingProfileRecorded:
    """The profile, by the levensloopaanbieder."""
    return HousingProfileRecorded(at=NOW, by=actor(PROVIDER), **dict(SAMPLE_PROFILE))


def route_started(**changed: Any) -> HousingRouteStarted:
    """The first route: the housing partner has the next step."""
    begun = HousingRouteStarted(
        at=NOW,
        by=actor(HAAGLANDEN, CHAIR),
        route=1,
        track=SAMPLE_ROUTE.track,
        answers=SAMPLE_ANSWERS,
        next_step=SAMPLE_ROUTE.next_step,
        owner=WOONPARTNER,
        due=date(2026, 3, 2),
    )
    return begun.model_copy(update=changed)


ROUTE = (profile_recorded(), route_started())
