"""WGS 2.30: a record says which categories of data went: those of the leaves that hold something."""

from typing import Annotated

from levensloop.contracts.categories import Category, categories, holds
from levensloop.contracts.event import Value
from support.samples.inclusion import joined, reported_case
from support.samples.plan import label_requested, planned_case
from support.samples.world import POLITIE


def test_a_request_for_the_label_tells_in_which_system_the_person_is_known() -> None:
    assert categories(label_requested(POLITIE)) == {Category.PROCESS, Category.STAFF, Category.GUIDANCE}


def test_the_parts_of_a_report_count() -> None:
    assert categories(reported_case()[0]) == {
        Category.PROCESS,
        Category.STAFF,
        Category.IDENTITY,
        Category.HOUSING,
        Category.GUIDANCE,
        Category.HEALTH,
        Category.POLICE,
    }


def test_what_is_empty_does_not_go() -> None:
    report = reported_case()[0].model_copy(update={"safety": (), "concerns": ()})

    assert not categories(report) & {Category.POLICE, Category.HEALTH}


def test_what_is_absent_does_not_go() -> None:
    class Remark(Value):
        text: Annotated[str, holds(Category.GUIDANCE, "What was said")]
        debts: Annotated[str | None, holds(Category.FINANCIAL, "Debts")] = None

    assert categories(Remark(text="Goed gesprek.")) == {Category.GUIDANCE}
    assert categories(Remark(text="Goed gesprek.", debts="Geen.")) == {Category.GUIDANCE, Category.FINANCIAL}


def test_a_plan_is_looked_into_to_the_bottom() -> None:
    plan = next(event for event in planned_case() if type(event).__name__ == "PlanEstablished")

    assert categories(plan) >= {Category.HOUSING, Category.HEALTH, Category.GUIDANCE}


def test_a_contact_is_about_staff() -> None:
    assert categories(joined(POLITIE)) == {Category.PROCESS, Category.STAFF}
