"""WGS-2.29-2: of what goes and needs a ground, the record says which one held at that moment, and what on record made it one."""

from disclosure.passing import logged, passed_on, whole_life
from disclosure.withholding.giving import WORLD, judged, view

from levensloop.contracts.categories import Category, categories
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.holding import ground_of
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import Fact, GroundKind, matrix
from levensloop.contracts.restrictions import Restrictions, evolve
from levensloop.contracts.special_data import SPECIAL
from levensloop.contracts.supplied import Leaf
from levensloop.contracts.vocabulary import Severity
from support.samples.disclosure import consent, picture
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, POLITIE, PROVIDER


def grounds(to: str, *events: DomainEvent) -> set[tuple[Category, GroundKind, Fact | None]]:
    """By which the last of these goes there."""
    *earlier, last = logged(*events)
    return {(each.category, each.ground, each.fact) for each in judged(last, earlier)[to].judged.held}


def test_wgs_2_29_2_whatever_special_category_goes_its_ground_is_on_record() -> None:
    life = (*whole_life(), consent(Consent.GIVEN), picture(), picture(CRISISDIENST))
    went = [each for found in passed_on(logged(*life)).values() for each in found if not each.judged.nothing]
    special = [(each, categories(view(each)) & SPECIAL) for each in went]
    assert sum(bool(kinds) for _, kinds in special) > 10
    for disclosure, kinds in special:
        assert kinds <= {each.category for each in disclosure.judged.held}


def test_wgs_2_29_2_by_consent_where_that_is_what_it_rests_on() -> None:
    before = grounds(GEMEENTE, *planned_case(), picture())
    after = grounds(GEMEENTE, *planned_case(), consent(Consent.GIVEN), picture())
    consented = {each for each in after if each[1] is GroundKind.CONSENT}
    assert consented
    assert not {each for each in after if each[1:] == (GroundKind.GOOD_CARE, None)}, "no fact made that a ground"
    assert not {each for each in before if each[1] is GroundKind.CONSENT}


def test_wgs_2_29_2_who_is_bound_itself_gets_it_as_good_care() -> None:
    found = grounds(PROVIDER, *planned_case(), consent(Consent.GIVEN), picture(CRISISDIENST))
    assert (Category.HEALTH, GroundKind.GOOD_CARE, Fact.CARES) in found
    assert GroundKind.CONSENT not in {ground for _, ground, _ in found}, "it does not rest on what the client said"


def test_wgs_2_29_2_of_two_lines_the_one_that_does_not_rest_on_consent() -> None:
    given, assessed = logged(consent(Consent.GIVEN), picture(CRISISDIENST))
    known, codes = evolve(Restrictions(), given), matrix().codes
    leaf = Leaf("motivation", Category.HEALTH, CRISISDIENST, text=True)
    both = (codes["T-TOESTEMMING"], codes["T-REGIE"])
    found = ground_of(leaf, both, assessed, WORLD[PROVIDER], known)
    assert found is not None
    assert (found.ground, found.code) == (GroundKind.GOOD_CARE, "T-REGIE")
    by_consent = ground_of(leaf, both[:1], assessed, WORLD[PROVIDER], known)
    assert by_consent is not None
    assert (by_consent.ground, by_consent.fact) == (GroundKind.CONSENT, None)
    assert ground_of(leaf, both[:1], assessed, WORLD[PROVIDER], Restrictions()) is None, "nothing holds"


def test_wgs_2_29_2_to_the_police_of_a_serious_signal_by_the_danger() -> None:
    found = grounds(POLITIE, *planned_case(), signal_raised(by=CRISISDIENST))
    assert found
    assert {(ground, fact) for _, ground, fact in found} == {(GroundKind.GOOD_CARE, Fact.DANGER)}


def test_wgs_2_29_2_without_danger_by_consent_whatever_the_line_says() -> None:
    low = signal_raised(by=CRISISDIENST).model_copy(update={"severity": Severity.LOW})
    given, raised = logged(consent(Consent.GIVEN), low)
    leaf, line = Leaf("text", Category.HEALTH, CRISISDIENST, text=True), matrix().codes["T-VEILIG"]

    found = ground_of(leaf, (line,), raised, WORLD[POLITIE], evolve(Restrictions(), given))

    assert line.kind is GroundKind.GOOD_CARE
    assert found is not None
    assert (found.ground, found.fact, found.code) == (GroundKind.CONSENT, None, "T-VEILIG")


def test_wgs_2_29_2_what_comes_back_to_who_gave_it_is_its_own() -> None:
    found = grounds(CRISISDIENST, *planned_case(), signal_raised(by=CRISISDIENST))
    assert {ground for _, ground, _ in found} <= {GroundKind.OWN}


def test_what_needs_no_ground_has_none() -> None:
    free = {Category.PROCESS, Category.STAFF, Category.IDENTITY}
    went = [each for found in passed_on(logged(*whole_life())).values() for each in found if not each.judged.nothing]
    none_needed = [each for each in went if categories(view(each)) <= free]
    assert none_needed
    assert all(each.judged.held == () for each in none_needed)
