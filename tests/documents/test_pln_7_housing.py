"""PLN-7: the plan's document has the housing profile and every route; the transfer dossier says whose step is next."""

from documents.given import with_plan
from documents.reading import logged, made, says, section

from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.plan import (
    HousingRouteAdvanced,
    HousingRouteEnded,
    HousingRouteOverdue,
    HousingRouteReassigned,
)
from levensloop.contracts.housing import HousingTrack
from levensloop.documents.housing import QUESTIONS
from levensloop.documents.model import Table
from levensloop.documents.plan import plan_document
from levensloop.documents.running import running
from support.samples.housing import ROUTE, SAMPLE_ANSWERS, SAMPLE_PROFILE, SAMPLE_ROUTE_END, SAMPLE_ROUTE_STEP
from support.samples.world import CHAIR, GEMEENTE, HAAGLANDEN, NOW, WOONPARTNER, actor

BY = {"at": NOW, "by": actor(HAAGLANDEN, CHAIR)}
FURTHER = HousingRouteAdvanced(
    **BY,
    route=1,
    outcome=SAMPLE_ROUTE_STEP.outcome,
    track=HousingTrack.DEVELOP_NEW,
    answers=SAMPLE_ANSWERS.model_copy(update={"obstacles": "Er is geen grond."}),
    next_step=SAMPLE_ROUTE_STEP.next_step,
    owner=GEMEENTE,
    due=NOW.date(),
)
OVERDUE = HousingRouteOverdue(**BY, route=1, owner=WOONPARTNER, due=NOW)
TAKEN = HousingRouteReassigned(**BY, route=1, from_organisation=WOONPARTNER, owner=HAAGLANDEN, due=NOW.date())
ENDED = HousingRouteEnded(**BY, **dict(SAMPLE_ROUTE_END))


def document_says(title: str, *events: DomainEvent) -> str:
    return says(made(plan_document(logged(*ROUTE, *events, after=with_plan()))), title)


def test_pln_7_the_profile_is_in_the_plan() -> None:
    text = document_says("Woonprofiel")

    for said in (SAMPLE_PROFILE.who, SAMPLE_PROFILE.approach, *SAMPLE_PROFILE.tried, *SAMPLE_PROFILE.works):
        assert said in text


def test_pln_7_the_route_with_its_four_questions_and_what_is_next() -> None:
    text = document_says("Maatwerkzorgroute")

    assert "bestaand aanbod aanpassen" in text
    for field, question in QUESTIONS:
        assert f"{question}\n{getattr(SAMPLE_ANSWERS, field)}" in text
    assert f"Vraagt bij twee locaties wat er nodig is. ({WOONPARTNER}, uiterlijk 2 maart 2026)" in text


def test_pln_7_every_step_with_what_came_of_it() -> None:
    text = document_says("Maatwerkzorgroute", OVERDUE, FURTHER)

    assert "2 februari 2026: Beide locaties zeiden nee." in text
    assert "iets nieuws ontwikkelen" in text
    assert "Er is geen grond." in text
    assert "te laat" not in text, "a new step has a new day"


def test_pln_7_overdue_and_in_other_hands() -> None:
    assert f"({HAAGLANDEN}, uiterlijk 2 februari 2026, te laat)" in document_says("Maatwerkzorgroute", OVERDUE, TAKEN)


def test_pln_7_how_it_ended() -> None:
    text = document_says("Maatwerkzorgroute", FURTHER, ENDED)

    assert "geplaatst op 2 februari 2026: Een huisje aan de Duinrand." in text
    assert "uiterlijk" not in text


def test_pln_7_where_there_is_none_that_is_said() -> None:
    document = made(plan_document(with_plan()))

    for title in ("Woonprofiel", "Maatwerkzorgroute"):
        assert section(document, title)
        assert says(document, title) == f"{title}\nHierover is niets vastgelegd."


def test_pln_7_the_transfer_dossier_says_whose_step_it_is() -> None:
    def rows(*events: DomainEvent) -> list[tuple[str, ...]]:
        [block] = running(logged(*ROUTE, *events, after=with_plan())).blocks
        return list(block.rows) if isinstance(block, Table) else []

    assert rows() == [
        ("Maatwerkzorgroute: Vraagt bij twee locaties wat er nodig is.", WOONPARTNER, "uiterlijk 2 maart 2026")
    ]
    assert rows(TAKEN)[0][1] == HAAGLANDEN
    assert rows(FURTHER)[0][1] == GEMEENTE
    assert rows(ENDED) == []
