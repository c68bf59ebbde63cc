"""WGS-2.29-3: what a supplier asks for its data stands in words in each document that has these data, with who set it and on what."""

from datetime import timedelta
from functools import reduce

import pytest
from documents.given import excluded, with_plan
from documents.reading import Logged, logged, made, pages, squeezed
from documents.test_on_a_node import accounts, asked, case_with, content
from documents.test_wgs_2_29_2_care_data_without_ground import with_line

from levensloop.contracts.categories import Category
from levensloop.contracts.erased import ERASED
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.grounds import judge
from levensloop.contracts.matrix.lines import Grant, GroundKind
from levensloop.contracts.restrictions import Restrictions, evolve
from levensloop.documents import withheld
from levensloop.documents.conditions import travelling, with_conditions
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.made_of import made_of
from levensloop.documents.model import Document
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import Shown, shown_to, shown_whole
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.disclosure import condition_lifted, condition_set, objected
from support.samples.world import CRISISDIENST, GEMEENTE, HAAGLANDEN, NOW, OM, ORGANISATIONS, POLITIE, PROVIDER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
DAY, WORDS = NOW.date(), "Niet bespreken met de werkgever."
SET = condition_set(OM, (Category.JUSTICE,), None, words=WORDS, until=DAY + timedelta(days=7))


def shown(*said: DomainEvent, to: str = PROVIDER, of: Logged | None = None) -> Shown:
    log: Logged = logged(*said, after=of or with_plan())
    return shown_whole(log, HAAGLANDEN, DAY) if to == HAAGLANDEN else shown_to(WORLD[to], log, DAY)


def plan_of(found: Shown) -> Document:
    return with_conditions(made(plan_document(found.events)), found)


def conditions(*said: DomainEvent, to: str = PROVIDER) -> dict[str, str]:
    """Row under the title → what it says."""
    return {label: text for label, text in plan_of(shown(*said, to=to)).facts.rows if label.startswith("Voorwaarde")}


@pytest.mark.parametrize("to", [PROVIDER, HAAGLANDEN])
def test_wgs_2_29_3_with_who_set_it_on_what_and_until_when(to: str) -> None:
    """Also in what the ZVH makes for itself, and may give to somebody."""
    assert conditions(SET, to=to) == {
        f"Voorwaarde van {OM}": f"{WORDS}\nGeldt voor: justitiële gegevens, tot en met 9 februari 2026."
    }


@pytest.mark.parametrize(
    "said",
    [
        (),
        (SET, condition_lifted(OM)),
        (SET.model_copy(update={"until": DAY - timedelta(days=1)}),),
        (SET.model_copy(update={"words": ERASED}),),
        (condition_set(PROVIDER, (Category.HEALTH,), None),),
        (condition_set(CRISISDIENST, (Category.JUSTICE,), None),),
        (SET, objected(OM, (Category.JUSTICE,), PROVIDER)),
        (condition_set(OM, (Category.JUSTICE,), (PROVIDER,)),),
        (condition_set(POLITIE, (Category.IDENTITY,), None), objected(POLITIE, (Category.IDENTITY,), PROVIDER)),
    ],
    ids=["none", "lifted", "over", "destroyed", "its own", "gave nothing", "objected", "not to it", "a field"],
)
def test_wgs_2_29_3_not_where_it_does_not_hold_or_nothing_of_it_is_there(said: tuple[DomainEvent, ...]) -> None:
    assert conditions(*said) == {}


def test_wgs_2_29_3_on_one_event_it_says_what_of_it() -> None:
    picture = next(r for r in with_plan() if type(r.event).__name__ == "SituationAssessed")
    found = conditions(condition_set(GEMEENTE, (), None, event=picture.id, words=WORDS))

    assert found == {f"Voorwaarde van {GEMEENTE}": f"{WORDS}\nGeldt voor: financiën en inkomen; sociale voorzieningen."}


def test_wgs_2_29_3_those_that_travel_with_a_letter_of_the_same_events() -> None:
    """One rule for both (`contracts.grounds`)."""
    said = (
        SET,
        condition_set(POLITIE, (Category.GUIDANCE,), None, 2),
        condition_set(GEMEENTE, (Category.FINANCIAL, Category.HEALTH), (POLITIE,), 3),
        condition_set(CRISISDIENST, (Category.HEALTH,), None, 4),
        condition_set(PROVIDER, (Category.HEALTH,), None, 5),
    )
    found = shown(*said)
    document, log = made(plan_document(found.events)), logged(*said, after=with_plan())
    known, printed = reduce(evolve, log, Restrictions()), made_of(document.data, found)
    letters = {
        each.number
        for recorded in log
        if recorded.id in printed
        for each in judge(recorded, WORLD[PROVIDER], {Grant.TEAM}, known, DAY, pulled=True).conditions
    }

    assert [each.number for each, _ in travelling(document, found)] == sorted(letters)
    assert letters >= {1, 3}


def test_wgs_2_29_3_where_a_part_is_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Care data by consent alone, and there is none: of the bed in a scenario nothing is there."""
    by_consent = with_line(kind=GroundKind.CONSENT)
    monkeypatch.setattr(withheld, "matrix", lambda: by_consent)
    said = (condition_set(HAAGLANDEN, (Category.GUIDANCE, Category.HEALTH), None, 2, words=WORDS), SET)

    assert list(conditions(*said)) == [f"Voorwaarde van {HAAGLANDEN}"]


def test_wgs_2_29_3_in_the_exit_decision_too() -> None:
    found = shown(condition_set(POLITIE, (Category.IDENTITY,), None, words=WORDS), of=excluded())
    document = with_conditions(made(exclusion_document(found.events)), found)

    assert dict(document.facts.rows)[f"Voorwaarde van {POLITIE}"].startswith(WORDS), "who it is, the police reported"


@pytest.mark.asyncio(loop_scope="module")
async def test_wgs_2_29_3_on_a_node_it_is_printed_and_on_record(network: Network, node: Node) -> None:
    case = await case_with(node, logged(SET, after=with_plan()))
    first, *_ = pages(content(await asked(network, PROVIDER, "plan", case)))

    assert squeezed(WORDS) in squeezed(first)
    assert [record["numbers"] for record in await accounts(node, case)] == [[1]]
