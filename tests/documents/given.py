"""The fictional client of the samples, with all that a document may show."""

from datetime import date

from documents.reading import Logged, logged

from levensloop.contracts.events.handover import CaseStreamReceived, DirectionTransferred
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.plan import ActionCompleted, PlanRevised, SituationAssessed, WlzChecked
from levensloop.contracts.housing import HousingSituation
from levensloop.contracts.intake import Debt, Indication, Inventory, Provision, Sentence, WlzGround
from levensloop.contracts.vocabulary import Plan
from levensloop.documents.provenance import stretches
from support.samples.actions import TWO_ACTIONS
from support.samples.handover import (
    accepted,
    answered,
    joint_meeting,
    presented,
    released,
    supplier_agreed,
    supplier_asked,
)
from support.samples.inclusion import EXIT_AT, ROTTERDAM_HEADS, SAMPLE_EXIT, included_case, joined, move_announced
from support.samples.plan import SAMPLE_PICTURE, SAMPLE_PLAN, planned_case, review_held
from support.samples.world import (
    CHAIR,
    GEMEENTE,
    HAAGLANDEN,
    INCLUDED_AT,
    NOW,
    OM,
    PROVIDER,
    ROTTERDAM,
    actor,
    amsterdam,
)

REVISED_AT = amsterdam(2026, 4, 20)
SECOND_PLAN = SAMPLE_PLAN.model_copy(update={"long_term_goal": "Een eigen huis in Delft.", "scenarios": ()})


FULL_PLAN = SAMPLE_PLAN.model_copy(
    update={
        "approach": "Zeg wat u gaat doen.",
        "informing": "Wie iets ziet, belt dezelfde dag.",
        "zsm": "Weeg mee dat er een plan is.",
    }
)
INVENTORY = Inventory(
    indications=(Indication(text="Zorgmachtiging tot juni.", supplier=PROVIDER),),
    sentences=(Sentence(text="Taakstraf van 40 uur.", supplier=OM),),
    debts=(Debt(text="Huurschuld van € 1.250.", supplier=GEMEENTE),),
    provisions=(Provision(text="Bijstand.", supplier=GEMEENTE),),
)


def picture(inventory: Inventory = INVENTORY) -> SituationAssessed:
    said = {**dict(SAMPLE_PICTURE), "inventory": inventory, "housing": HousingSituation.SHELTERED}
    return SituationAssessed(at=INCLUDED_AT, by=actor(HAAGLANDEN, CHAIR), **said)


def wlz_checked() -> WlzChecked:
    return WlzChecked(
        at=NOW,
        by=actor(PROVIDER),
        included_on=INCLUDED_AT.date(),
        indicated=True,
        ground=WlzGround.INTELLECTUAL,
        profile="VG07",
    )


def with_plan(plan: Plan = FULL_PLAN, inventory: Inventory = INVENTORY) -> Logged:
    """One version of the plan, two actions of which one is done, and a review."""
    first, *rest = planned_case(plan=plan)
    done = ActionCompleted(at=NOW, by=actor(HAAGLANDEN), action=1, outcome="De broer komt zondag.")
    return logged(
        first, picture(inventory), *rest, wlz_checked(), *TWO_ACTIONS, done, review_held(NOW, date(2026, 5, 2))
    )


def with_two_plans() -> Logged:
    """A second version in April; before it the prosecution joined, after it nothing."""
    again = PlanRevised(
        at=REVISED_AT, by=actor(HAAGLANDEN, CHAIR), plan_version=2, plan=SECOND_PLAN, reason="Hij wil naar Delft."
    )
    return logged(joined(OM, NOW), again, after=with_plan())


def excluded() -> Logged:
    decided = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))
    return logged(decided, after=with_two_plans())


def without_a_plan() -> Logged:
    return logged(*included_case())


def moving() -> Logged:
    """Announced, released, received whole, accepted and met; Haaglanden still directs."""
    announced = logged(move_announced(NOW), presented(), after=with_two_plans())
    known = logged(answered(), after=announced, source=ROTTERDAM)
    free = logged(supplier_asked(), supplier_agreed(), released(), after=known)
    whole = logged(_receipt(free), accepted(), after=free, source=ROTTERDAM)
    return logged(joint_meeting(), after=whole)


def moved() -> Logged:
    """The receiver has all that was sent, and directs."""
    before = moving()
    before = logged(_receipt(before), after=before, source=ROTTERDAM)
    *_, sent = stretches(before, move_announced(NOW))
    transferred = DirectionTransferred(
        at=amsterdam(2026, 5, 1),
        by=actor(HAAGLANDEN, CHAIR),
        move=1,
        from_zvh=HAAGLANDEN,
        to_zvh=ROTTERDAM,
        heads=ROTTERDAM_HEADS,
        count=sent.count,
        digest=sent.digest,
    )
    return logged(transferred, after=before)


def _receipt(log: Logged) -> CaseStreamReceived:
    *_, sent = stretches(log, move_announced(NOW))
    by = actor(ROTTERDAM, "systeem")
    return CaseStreamReceived(at=NOW, by=by, move=1, from_zvh=HAAGLANDEN, count=sent.count, digest=sent.digest)
