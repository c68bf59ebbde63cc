"""GDPR-16: an event as it should have been; where the words cannot stand in its place, the field is named."""

from uuid import uuid4

from levensloop.contracts.erased import ERASED, is_erased
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.housing import HousingSituation
from levensloop.contracts.intake import Debt, Inventory
from levensloop.contracts.rectification import put_right
from support.samples.disclosure import picture
from support.samples.inclusion import SAMPLE_REPORT, reported_case
from support.samples.plan import planned_case
from support.samples.world import GEMEENTE, HAAGLANDEN, NOW, actor

DEBTS = Inventory(debts=(Debt(text="Huur.", supplier=GEMEENTE), Debt(text="Energie.", supplier=GEMEENTE)))


def planned() -> PlanEstablished:
    return next(event for event in planned_case() if isinstance(event, PlanEstablished))


def correction(field: str, **right: object) -> DatumRectified:
    said = {"at": NOW, "by": actor(HAAGLANDEN), "event": uuid4(), "field": field, "reason": "Verwisseld.", **right}
    return DatumRectified.model_validate(said)


def test_gdpr_16_words_stand_in_its_place_and_the_last_holds() -> None:
    event = planned()
    first, last = (correction("plan.approach", new_guidance=words) for words in ("Spreek aan.", "Juist niet."))

    right = put_right(event, (first, last))

    assert right.event.plan.approach == "Juist niet."  # type: ignore[attr-defined]
    assert right.unsaid == frozenset()
    assert event == planned(), "what was recorded stays"


def test_gdpr_16_of_one_of_several_parts_that_one() -> None:
    event = picture().model_copy(update={"inventory": DEBTS})

    right = put_right(event, (correction("inventory.debts.1.text", new_financial="Is afgelost."),))

    texts = [debt.text for debt in right.event.inventory.debts]  # type: ignore[attr-defined]
    assert (texts, right.unsaid) == (["Huur.", "Is afgelost."], frozenset())


def test_gdpr_16_a_choice_is_not_put_right_by_words_but_reads_as_them() -> None:
    event = picture().model_copy(update={"housing": HousingSituation.SHELTERED})

    right = put_right(event, (correction("housing", new_housing="Hij woont bij zijn zus."),))

    found = right.event.housing  # type: ignore[attr-defined]
    assert right.unsaid == {"housing"}
    assert is_erased(found), "nothing counts with it"
    assert str(found) == "Hij woont bij zijn zus."


def test_gdpr_16_what_is_not_told_apart_stands_in_none_of_them() -> None:
    right = put_right(planned(), (correction("plan.middle_term.text", new_guidance="Dagbesteding."),))

    steps = right.event.plan.middle_term  # type: ignore[attr-defined]
    assert right.unsaid == {"plan.middle_term.text"}
    assert steps
    assert all(is_erased(step.text) for step in steps)


def test_gdpr_16_a_correction_that_is_destroyed_leaves_nothing_wrong_standing() -> None:
    gone = correction("plan.approach", new_guidance="x").model_copy(update={"new_guidance": ERASED})

    right = put_right(planned(), (gone,))

    assert right.unsaid == {"plan.approach"}
    assert right.event.plan.approach == ERASED  # type: ignore[attr-defined]


def test_gdpr_16_who_the_client_is_as_a_whole() -> None:
    person = SAMPLE_REPORT.person.model_copy(update={"name": "Joris Anders"})
    right = put_right(reported_case()[0], (correction("person.name", person=person),))
    assert right.event.person == person  # type: ignore[attr-defined]
