"""WGS-1.7-1, WGS-2.29-3: a document for a partner does not hold what a supplier keeps from it; the one of the ZVH does."""

from documents.given import with_plan
from documents.reading import Logged, logged, made

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.documents.model import texts
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import WITHHELD, kept_from, without
from support.samples.disclosure import condition_set, objected, objection_withdrawn
from support.samples.world import GEMEENTE, NOW, OM, ORGANISATIONS, POLITIE, PROVIDER

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def plan_for(asker: str, *said: DomainEvent) -> str:
    log: Logged = logged(*said, after=with_plan())
    kept = kept_from(WORLD[asker], log, NOW.date())
    return "\n".join(texts(made(plan_document(without(log, kept)))))


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


def test_wgs_1_7_1_nothing_of_the_case_is_changed_without_a_reason() -> None:
    log = with_plan()

    assert without(log, kept_from(WORLD[PROVIDER], log, NOW.date())) is log
