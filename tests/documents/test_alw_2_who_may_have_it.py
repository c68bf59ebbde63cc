"""ALW-2: who gets which document: the ZVH each; the levensloopaanbieder in the team the plan (PLN-5) and the exit decision (EXT-2)."""

from datetime import date, timedelta

import pytest
from documents.given import excluded, moved, with_plan, with_two_plans
from documents.reading import Logged, logged

from levensloop.contracts.categories import Category, categories
from levensloop.contracts.disclosure import Grant, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.inclusion import ClientDied, PartnerLeft
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.contracts.terms import EXCLUSION_DOCUMENT
from levensloop.documents import exclusion, plan
from levensloop.documents.access import ACCESS, refused
from levensloop.documents.granted import IDENTITY, categories_in, fields_of
from levensloop.documents.model import Document
from levensloop.documents.withheld import shown_to
from support.samples.inclusion import EXIT_AT, client_died, move_announced
from support.samples.world import HAAGLANDEN, NOW, ORGANISATIONS, PROVIDER, ROTTERDAM, actor

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
THAT_DAY = EXIT_AT.date()
OTHERS = [o.id for o in ORGANISATIONS if o.id not in (HAAGLANDEN, PROVIDER)] + ["onbekend"]


def rule(document: str, asker: str, log: Logged, me: str = HAAGLANDEN, on: date = THAT_DAY) -> str | None:
    refusal = refused(document, asker, me, log, WORLD, on)
    return refusal.rule if refusal else None


def shown(log: Logged) -> Logged:
    return tuple(shown_to(WORLD[PROVIDER], log, THAT_DAY).events)


def without_provider() -> Logged:
    left = PartnerLeft(
        at=NOW,
        by=actor(HAAGLANDEN),
        organisation=PROVIDER,
        role=Role.LEVENSLOOPAANBIEDER,
        reason="Draagt over.",
        left_on=NOW.date(),
    )
    return logged(left, after=with_plan())


@pytest.mark.parametrize("document", ACCESS)
def test_the_zvh_itself_gets_each(document: str) -> None:
    assert rule(document, HAAGLANDEN, with_plan()) is None
    assert rule(document, HAAGLANDEN, ()) == "INV-4"


def test_pln_5_the_provider_in_the_team_gets_the_plan() -> None:
    assert rule("plan", PROVIDER, with_plan()) is None


def test_ext_2_the_provider_in_the_team_gets_the_exit_decision_and_no_longer_the_plan() -> None:
    assert rule("exclusion", PROVIDER, excluded()) is None
    assert rule("plan", PROVIDER, excluded()) == "PLN-5"


def test_no_plan_of_a_client_who_died() -> None:
    died = ClientDied(at=NOW, by=actor(HAAGLANDEN), died_on=NOW.date())
    assert rule("plan", PROVIDER, logged(died, after=with_plan())) == "PLN-5"


def test_ext_2_also_when_the_team_was_dissolved_after_it() -> None:
    left = without_provider()[-1].event
    assert rule("exclusion", PROVIDER, logged(left, after=excluded())) is None


def test_ext_2_not_when_it_had_left_before() -> None:
    decision = excluded()[-1].event
    assert rule("exclusion", PROVIDER, logged(decision, after=without_provider())) == "EXT-2"


def test_mov_2_the_transfer_dossier_is_for_the_zvh_alone() -> None:
    assert rule("transfer", PROVIDER, with_plan()) == "MOV-2"


def test_tea_2_after_leaving_the_provider_gets_nothing() -> None:
    assert rule("plan", PROVIDER, without_provider()) == "PLN-5"


def test_mov_7_after_a_move_the_old_provider_gets_nothing() -> None:
    assert rule("plan", PROVIDER, moved()) == "PLN-5"
    assert rule("plan", PROVIDER, with_plan(), me=ROTTERDAM) == "PLN-5", "nor from another ZVH"


def test_mov_5_not_where_another_zvh_directs() -> None:
    elsewhere = logged(*(recorded.event for recorded in with_plan()), source=ROTTERDAM)
    assert rule("plan", PROVIDER, elsewhere) == "PLN-5"


def test_mov_7_after_a_move_the_old_zvh_gets_none_and_the_new_one_each() -> None:
    for document in ACCESS:
        assert rule(document, HAAGLANDEN, moved()) == "MOV-7"
        assert rule(document, ROTTERDAM, moved(), me=ROTTERDAM) is None


def test_mov_7_until_the_transfer_the_dossier_is_made_at_either() -> None:
    announced = logged(move_announced(NOW), after=with_plan())

    assert rule("transfer", HAAGLANDEN, announced) is None
    assert rule("transfer", ROTTERDAM, announced, me=ROTTERDAM) is None


def test_ext_3_of_a_closed_case_there_is_only_the_exit_decision() -> None:
    assert {document: rule(document, HAAGLANDEN, excluded()) for document in ACCESS} == {
        "plan": "EXT-3",
        "exclusion": None,
        "transfer": "EXT-3",
    }
    assert rule("exclusion", HAAGLANDEN, logged(client_died(), after=with_plan())) == "EXT-3", (
        "no decision: no document"
    )


@pytest.mark.parametrize("asker", [HAAGLANDEN, PROVIDER])
def test_ext_3_and_that_for_three_months(asker: str) -> None:
    last = EXCLUSION_DOCUMENT.after(THAT_DAY)

    assert rule("exclusion", asker, excluded(), on=last) is None
    assert rule("exclusion", asker, excluded(), on=last + timedelta(days=1)) == "EXT-3"


@pytest.mark.parametrize("document", ACCESS)
@pytest.mark.parametrize("asker", OTHERS)
def test_nobody_else_gets_any(document: str, asker: str) -> None:
    for log in (with_plan(), excluded(), moved()):
        assert rule(document, asker, log) == ACCESS[document].rule


@pytest.mark.parametrize("asker", [PROVIDER, *OTHERS])
def test_who_may_not_have_it_does_not_learn_whether_the_case_is_there(asker: str) -> None:
    unknown = refused("transfer", asker, HAAGLANDEN, (), WORLD, THAT_DAY)
    assert unknown == refused("transfer", asker, HAAGLANDEN, with_plan(), WORLD, THAT_DAY)
    assert rule("plan", asker, ()) == "PLN-5"


@pytest.mark.parametrize("kind", [*plan.SHOWN, *exclusion.SHOWN], ids=lambda kind: kind.__name__)
def test_what_goes_to_the_provider_is_made_of_what_the_table_gives_it(kind: type) -> None:
    assert Grant.TEAM in table()[kebab(kind.__name__)][Role.LEVENSLOOPAANBIEDER]


@pytest.mark.parametrize(
    "document", [plan.plan_document(shown(with_two_plans())), exclusion.exclusion_document(shown(excluded()))]
)
def test_alw_2_each_category_that_the_provider_is_shown_the_matrix_grants_it(document: Document | Refusal) -> None:
    """ALW-2: of each event by its own row; of the person, what it is asked to label by (PLN-6)."""
    assert isinstance(document, Document)
    rows, role = matrix().events, Role.LEVENSLOOPAANBIEDER
    every = set[Category]()
    for value in document.data:
        given = fields_of(value, role)
        row = rows[kebab(type(value).__name__) if isinstance(value, DomainEvent) else IDENTITY]
        by = {field.category for field in row if field.path in given}
        assert by, type(value).__name__
        if isinstance(value, DomainEvent):
            assert categories_in([value]) <= by, type(value).__name__
        every |= by
    assert {category for value in document.data for category in categories(value)} <= every
