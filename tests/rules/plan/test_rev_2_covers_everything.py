"""REV-2: a review covers every topic; what was not looked at is named."""

import pytest

from levensloop.contracts.events.plan import ReviewHeld
from levensloop.contracts.vocabulary import ReviewFinding, ReviewTopic
from levensloop.contracts.words import in_dutch
from levensloop.plan.service import plan
from support.samples.plan import SAMPLE_REVIEW, planned_case
from support.samples.world import CHAIR, HAAGLANDEN, at_haaglanden

CASE = at_haaglanden(plan, *planned_case())


@pytest.mark.parametrize("topic", ReviewTopic)
def test_rev_2_a_topic_that_was_not_covered_is_named(topic: ReviewTopic) -> None:
    findings = tuple(finding for finding in SAMPLE_REVIEW.findings if finding.topic is not topic)

    refusal = CASE.when(SAMPLE_REVIEW.model_copy(update={"findings": findings}), by=HAAGLANDEN, functionary=CHAIR)

    refused = refusal.refused("REV-2")
    assert refused.details == {"topic": topic.value}
    assert in_dutch(topic) in refused.message


def test_rev_2_all_that_is_missing_is_named_at_once() -> None:
    one = SAMPLE_REVIEW.findings[:1]

    refused = CASE.when(SAMPLE_REVIEW.model_copy(update={"findings": one}), by=HAAGLANDEN, functionary=CHAIR)

    assert all(in_dutch(topic) in refused.refused("REV-2").message for topic in ReviewTopic if topic != one[0].topic)


def test_rev_2_a_topic_may_have_several_findings() -> None:
    more = (*SAMPLE_REVIEW.findings, ReviewFinding(topic=ReviewTopic.SIGNALS, text="Slaapt beter."))

    CASE.when(SAMPLE_REVIEW.model_copy(update={"findings": more}), by=HAAGLANDEN, functionary=CHAIR).then(ReviewHeld)
