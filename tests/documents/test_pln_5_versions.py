"""PLN-5: each version has its document, with the case as it stood while that version held."""

from documents.given import with_plan, with_two_plans
from documents.reading import made, rule_of, says

from levensloop.documents.plan import plan_document
from support.samples.plan import SAMPLE_PLAN
from support.samples.world import OM


def test_pln_5_the_latest_is_the_default() -> None:
    latest = made(plan_document(with_two_plans()))
    assert latest.version == "versie 2"
    assert "Een eigen huis in Delft." in says(latest, "Doel op lange termijn: wonen en verblijf")
    assert latest == made(plan_document(with_two_plans(), 2))


def test_pln_5_an_earlier_one_is_as_it_was() -> None:
    first = made(plan_document(with_two_plans(), 1))
    assert first.file.endswith("-v1.pdf")
    assert SAMPLE_PLAN.long_term_goal in says(first, "Doel op lange termijn: wonen en verblijf")
    assert OM in says(first, "Levensloopteam"), "who joined while it held"
    assert "Delft" not in says(first, "Versies en bespreking"), "what came after is not in it"
    assert first.written.event == next(r.event for r in with_plan() if type(r.event).__name__ == "PlanEstablished")


def test_pln_5_the_reason_of_each_version_is_in_it() -> None:
    text = says(made(plan_document(with_two_plans())), "Versies en bespreking")
    assert "1\n26 januari 2026\neerste plan" in text
    assert "2\n20 april 2026\nHij wil naar Delft." in text
    assert "de volgende bespreking is uiterlijk 2 mei 2026" in text


def test_pln_5_a_version_that_is_not_there_is_refused() -> None:
    assert rule_of(plan_document(with_two_plans(), 3)) == "PLN-5"


def test_the_same_events_give_the_same_document() -> None:
    assert plan_document(with_two_plans()) == plan_document(with_two_plans())
