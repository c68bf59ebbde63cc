"""WGS-1.7-1, WGS-2.29-3: a document for a partner does not hold what a supplier keeps from it; the one of the ZVH does."""

from documents.given import INVENTORY, with_plan
from documents.reading import Logged, logged, made

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.documents.model import texts
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import WITHHELD, shown_to, with_note
from support.samples.disclosure import condition_set, objected, objection_withdrawn
from support.samples.world import GEMEENTE, NOW, OM, ORGANISATIONS, POLITIE, PROVIDER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def plan_for(asker: str, *said: DomainEvent, of: Logged | None = None) -> str:
    log: Logged = logged(*said, after=of or with_plan())
    shown = shown_to(WORLD[asker], log, NOW.date())
    return "\n".join(texts(with_note(made(plan_document(shown.events)), shown)))


def test_wgs_1_7_1_what_is_objected_to_is_not_in_it() -> None:
    against = objected(OM, (Category.JUSTICE,), PROVIDER)

    assert "Taakstraf van 40 uur." in plan_for(PROVIDER)
    assert "Taakstraf van 40 uur." not in plan_for(PROVIDER, against)
    assert "Taakstraf van 40 uur." in plan_for(PROVIDER, against, objection_withdrawn(OM))
    assert "Taakstraf van 40 uur." in plan_for(PROVIDER, objected(OM, (Category.JUSTICE,), POLITIE))


def test_wgs_2_29_3_by_a_condition_too_and_only_of_its_supplier() -> None:
    found = plan_for(PROVIDER, condition_set(GEMEENTE, (Category.FINANCIAL, Category.HEALTH), (PROVIDER,)))

    assert "Huurschuld" not in found
    assert "Zorgmachtiging tot juni." in found, "its own"
    assert str(WITHHELD) in found


def test_wgs_1_7_1_that_there_was_anything_is_not_told_either() -> None:
    """Of each item of the inventory its supplier is the only one that says so: also the row is not there."""
    against = objected(OM, (Category.JUSTICE,), PROVIDER)
    found = plan_for(PROVIDER, against)
    nothing = with_plan(inventory=INVENTORY.model_copy(update={"sentences": ()}))

    assert OM not in found
    assert "openstaande straf" not in found
    assert found == plan_for(PROVIDER, against, of=nothing)


def test_wgs_1_7_1_nothing_is_withheld_without_a_reason() -> None:
    shown = shown_to(WORLD[PROVIDER], with_plan(), NOW.date())

    assert (dict(shown.withheld), shown.by) == ({}, ())
    assert str(WITHHELD) not in plan_for(PROVIDER)
