"""WGS-1.7-2, WGS-1.7-3: to a third party goes no more than its admission names, and special data only of suppliers that agreed."""

from collections.abc import Sequence
from functools import reduce

from disclosure.passing import kinds, logged, passed_on
from disclosure.withholding.giving import WORLD, got, judged, rules

from levensloop.contracts import restrictions
from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientIncluded
from levensloop.contracts.events.signals import AdmittedToSecureBed
from levensloop.contracts.events.third_parties import AdmissionAgreed, AdmissionAgreementAsked, AdmissionDeclined
from levensloop.contracts.grounds import judge
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import Restrictions
from support.samples.disclosure import consent
from support.samples.housing import profile_recorded
from support.samples.inclusion import included_case, joined
from support.samples.signals import admitted
from support.samples.third_parties import PARTICIPANTS, let_in
from support.samples.world import HAAGLANDEN, NOW, PROVIDER, WOONPARTNER, actor

WITHOUT = (
    *(event for event in included_case() if getattr(event, "organisation", None) != WOONPARTNER),
    consent(Consent.GIVEN),
)
"""The case before the housing partner was let in. The client consents: what an admission asks, it asks besides (2.29(2))."""

BED = next(event for event in admitted() if isinstance(event, AdmittedToSecureBed)).model_copy(
    update={"by": actor(PROVIDER)}
)


def letting_in(*categories: Category) -> tuple[DomainEvent, ...]:
    return (*WITHOUT, *let_in(categories=categories), joined(WOONPARTNER, admission=1))


def said(kind: type[AdmissionAgreed] | type[AdmissionDeclined]) -> Sequence[DomainEvent]:
    asked = AdmissionAgreementAsked(
        at=NOW,
        by=actor(HAAGLANDEN),
        admission=1,
        supplier=PROVIDER,
        owner=PROVIDER,
        organisation=WOONPARTNER,
        categories=(Category.HEALTH,),
        due=NOW.date(),
    )
    more = {"reason": "Niet nodig."} if kind is AdmissionDeclined else {}
    return asked, kind(at=NOW, by=actor(PROVIDER), admission=1, supplier=PROVIDER, **more)


def withheld(*history: DomainEvent) -> set[tuple[str, str, int | None]]:
    """Of the last of these, from the housing partner."""
    *earlier, last = logged(*history)
    return rules(judged(last, earlier)[WOONPARTNER])


def pulled(*history: DomainEvent) -> tuple[set[str], set[str]]:
    """Of the last of these, when the housing partner asks for it: the rules by which something stays, and which fields do."""
    *earlier, last = logged(*history)
    found = judge(last, WORLD[WOONPARTNER], {Grant.TEAM}, folded(earlier), NOW.date(), pulled=True)
    return {each.rule for each in found.withheld}, set(found.paths)


def folded(history: Sequence[Recorded[DomainEvent]]) -> Restrictions:
    return reduce(restrictions.evolve, history, Restrictions())


def test_wgs_1_7_2_what_the_admission_names_goes() -> None:
    assert pulled(*letting_in(Category.GUIDANCE, Category.HOUSING), profile_recorded()) == (set(), set())


def test_wgs_1_7_2_what_it_does_not_name_stays_though_the_matrix_gives_it() -> None:
    history = (*letting_in(Category.HOUSING), profile_recorded())

    assert pulled(*history) == ({"WGS-1.7-2"}, {"approach"})
    assert pulled(*letting_in(Category.GUIDANCE), profile_recorded()) == ({"WGS-1.7-2"}, {"tried", "works"})


def test_wgs_1_7_2_that_something_runs_and_whom_to_reach_needs_no_naming() -> None:
    received = kinds(passed_on(logged(*letting_in(Category.IDENTITY)))[WOONPARTNER])

    assert {"ThirdPartyAdmissionTookEffect", "PartnerJoined"} <= set(received)


def test_wgs_1_7_2_a_third_party_in_the_team_without_an_admission_gets_nothing_about_the_client() -> None:
    history = (*WITHOUT, joined(WOONPARTNER), profile_recorded())

    assert pulled(*history) == ({"WGS-1.7-2"}, {"approach", "tried", "works"})
    assert {rule for _, rule, _ in withheld(*WITHOUT, joined(WOONPARTNER), BED)} == {"WGS-1.7-2"}


def test_wgs_1_7_2_participants_are_not_touched_by_it() -> None:
    """Only a third party needs to be let in."""
    for participant in PARTICIPANTS:
        history = logged(*letting_in(Category.IDENTITY), profile_recorded())
        found = judged(history[-1], history[:-1]).get(participant)
        assert found is None or {rule for _, rule, _ in rules(found)} <= {"WGS-2.29-2"}


def test_wgs_1_7_3_special_data_of_who_agreed_goes() -> None:
    assert withheld(*letting_in(Category.HEALTH, Category.GUIDANCE), *said(AdmissionAgreed), BED) == set()


def test_wgs_1_7_3_special_data_of_who_was_not_asked_stays() -> None:
    assert withheld(*letting_in(Category.HEALTH, Category.GUIDANCE), BED) == {("until", "WGS-1.7-3", None)}


def test_wgs_1_7_3_special_data_of_who_declined_stays() -> None:
    history = (*letting_in(Category.HEALTH, Category.GUIDANCE), *said(AdmissionDeclined), BED)

    assert withheld(*history) == {("until", "WGS-1.7-3", None)}


def test_wgs_1_7_3_what_the_zvh_recorded_itself_was_decided_on_by_who_admitted() -> None:
    bed = BED.model_copy(update={"by": actor(HAAGLANDEN)})

    assert withheld(*letting_in(Category.HEALTH, Category.GUIDANCE), bed) == set()


def test_wgs_1_7_2_a_newcomer_gets_of_what_was_before_no_more_either() -> None:
    seen = got(WOONPARTNER, letting_in(Category.IDENTITY), ClientIncluded)

    assert seen is None or not hasattr(seen, "included_on")
