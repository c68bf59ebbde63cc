"""WGS-2.29-3: conditions travel with the datum and are checked at each disclosure: to newcomers too, and after a move."""

from datetime import date

from disclosure.passing import logged
from disclosure.withholding.giving import got, judged, rules, view

from levensloop.contracts.categories import Category
from levensloop.contracts.events.plan import PlanEstablished, SituationAssessed
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.restrictions import Restrictions, evolve
from levensloop.contracts.roles import Role
from support.samples.disclosure import GUIDANCE, condition_lifted, condition_set, consented_case, picture
from support.samples.handover import HANDED_OVER_AT
from support.samples.inclusion import direction_transferred, joined
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, OM, POLITIE, PROVIDER, RECLASSERING, actor

SIGNAL = signal_raised()
BY = SIGNAL.by.organisation
TO = next(o for o in (GEMEENTE, POLITIE, PROVIDER) if o != BY)


def test_wgs_2_29_3_it_does_not_go_to_whom_it_may_not_and_goes_to_the_others() -> None:
    history = (*planned_case(), condition_set(BY, GUIDANCE, (TO,)), SIGNAL)

    kept_from, other = got(TO, history, SignalRaised), got(CRISISDIENST, history, SignalRaised)

    assert kept_from is not None
    assert other is not None
    assert SIGNAL.text not in kept_from.model_dump_json()
    assert SIGNAL.text in other.model_dump_json()


def test_wgs_2_29_3_only_to_some_is_not_to_all_others() -> None:
    only = Recipients(roles=(Role.LEVENSLOOPAANBIEDER,))
    condition = condition_set(CRISISDIENST, (Category.HEALTH, Category.GUIDANCE), None, only_to=only)
    *earlier, assessed = logged(*planned_case(), condition, picture(CRISISDIENST))

    found = judged(assessed, earlier)

    assert rules(found[PROVIDER]) == set()
    assert {number for _, _, number in rules(found[RECLASSERING]) if number} == {1}


def test_wgs_2_29_3_of_several_parts_only_the_suppliers_own_is_left_out() -> None:
    condition = condition_set(CRISISDIENST, (Category.HEALTH,), (PROVIDER,))

    found = got(PROVIDER, (*planned_case(), condition, picture(GEMEENTE)), SituationAssessed)

    assert found is not None
    inventory = found.model_dump()["inventory"]
    assert [item["supplier"] for item in inventory["indications"]] == [PROVIDER]
    assert "without" not in found.schema_name, "nothing shows that there was more"


def test_wgs_2_29_3_the_supplier_itself_keeps_its_own() -> None:
    condition = condition_set(CRISISDIENST, (Category.HEALTH,), None, only_to=Recipients(roles=(Role.OM,)))
    *earlier, assessed = logged(*planned_case(), condition, picture(CRISISDIENST))

    assert rules(judged(assessed, earlier)[CRISISDIENST]) == set()


def test_wgs_2_29_3_on_one_event_it_is_about_that_event() -> None:
    first, second = signal_raised(), signal_raised().model_copy(update={"text": "Nog een keer."})
    log = logged(*planned_case(), first)
    *_, recorded = log
    condition = condition_set(BY, (), (CRISISDIENST,), event=recorded.id)
    *earlier, again = logged(*planned_case(), first, condition, second)

    assert rules(judged(again, earlier)[CRISISDIENST]) == set()
    found = judged(recorded, [*log[:-1], *logged(condition, after=90)])[CRISISDIENST]
    assert found.judged.nothing


def test_wgs_2_29_3_until_its_last_day_and_until_it_is_lifted() -> None:
    last = date(2026, 3, 1)
    *earlier, raised = logged(*planned_case(), condition_set(BY, GUIDANCE, (CRISISDIENST,), until=last), SIGNAL)

    assert judged(raised, earlier, last)[CRISISDIENST].judged.withheld
    assert not judged(raised, earlier, date(2026, 3, 2))[CRISISDIENST].judged.withheld
    *earlier, raised = logged(
        *planned_case(), condition_set(BY, GUIDANCE, (CRISISDIENST,)), condition_lifted(BY), SIGNAL
    )
    assert not judged(raised, earlier)[CRISISDIENST].judged.withheld


def test_wgs_2_29_3_a_newcomer_gets_the_history_by_the_same_conditions() -> None:
    by = {"by": actor(PROVIDER)}
    history = [e.model_copy(update=by) if isinstance(e, PlanEstablished) else e for e in consented_case()]
    condition = condition_set(PROVIDER, (Category.JUSTICE,), (OM,))

    without, with_it = (
        got(OM, (*history, joined(OM)), PlanEstablished),
        got(OM, (*history, condition, joined(OM)), PlanEstablished),
    )

    assert without is not None
    assert with_it is not None
    assert "zsm" in without.model_dump()["plan"]
    assert "zsm" not in with_it.model_dump_json()


def test_wgs_2_29_3_in_words_it_travels_with_what_goes() -> None:
    words = condition_set(BY, GUIDANCE, None)
    *earlier, raised = logged(*planned_case(), words, SIGNAL)

    found = judged(raised, earlier)

    assert [each.words for each in found[CRISISDIENST].judged.conditions] == [words.words]
    if BY in found:
        assert found[BY].judged.conditions == (), "who set it knows it"
    assert view(found[CRISISDIENST]), "and it withholds nothing"


def test_wgs_2_29_3_not_where_nothing_of_it_goes() -> None:
    words = condition_set(BY, GUIDANCE, None)
    *earlier, raised = logged(*planned_case(), words, joined(OM), SIGNAL)

    assert judged(raised, earlier)[OM].judged.conditions == (), "the OM gets no text of a signal"


def test_wgs_2_29_3_it_holds_after_a_move() -> None:
    known = Restrictions()
    for recorded in logged(*planned_case(), condition_set(), direction_transferred(HANDED_OVER_AT)):
        known = evolve(known, recorded)

    [restriction] = known.against(POLITIE, Role.POLITIE, HANDED_OVER_AT.date())
    assert (restriction.supplier, restriction.number) == (PROVIDER, 1)
