"""What others may ask of plan: the current version, the label per partner, and the next review, as plain JSON."""

import json

from levensloop.plan.service import plan
from support.samples.plan import SAMPLE_PLAN, label_registered, planned_case
from support.samples.world import CRISISDIENST, POLITIE, at_haaglanden

view = plan.views["plan"]


def test_no_plan_yet() -> None:
    seen = view(plan.initial)

    assert (seen["version"], seen["plan"], seen["labels"], seen["review_due"]) == (0, None, {}, None)


def test_the_plan_as_it_is() -> None:
    state = at_haaglanden(plan, *planned_case(), label_registered(CRISISDIENST)).state

    seen = json.loads(json.dumps(view(state)))

    assert seen["version"] == 1
    assert seen["plan"] == SAMPLE_PLAN.model_dump(mode="json")
    assert seen["labels"][CRISISDIENST] == {
        "role": "crisisdienst-ggz",
        "system": "vooraanmelding",
        "due": "2026-02-02",
        "registered_on": "2026-01-26",
        "overdue": False,
    }
    assert seen["labels"][POLITIE]["registered_on"] is None
    assert (seen["review_due"], seen["review_overdue"]) == ("2026-04-26", False)
