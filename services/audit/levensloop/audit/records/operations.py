"""What each kind of event means for who accounts for it: one table (WGS 1.8(4); the Act names no list, this one is ours).

Collect: somebody supplied data that was not there before. Alter: what was there was changed or added to, by people or by a term that
passed. Combine: data of several suppliers came together in one result. Admit: an organisation came in, or left. Authorise: who may do
what changed. Object: a supplier refused, objected, or set a condition. Erase: data was destroyed. Disclose: it went to another ZVH.
"""

from collections.abc import Mapping

from levensloop.contracts.accountability import Operation

_TABLE: Mapping[Operation, str] = {
    Operation.COLLECT: """
        client-reported wlz-checked housing-profile-recorded signal-raised scenario-step-acknowledged secure-bed-requested
        secure-bed-assigned secure-bed-waitlisted bottleneck-recorded coordination-payer-recorded client-informed client-died
        identity-answered case-stream-received cooperation-recorded postponed-action-completed label-registered
        admission-agreed feedback-given extension-agreed
    """,
    Operation.ALTER: """
        inclusion-postponed postponed-action-agreed postponed-action-overdue inclusion-resumed plan-established plan-revised plan-overdue
        action-agreed action-completed action-reassigned action-overdue label-requested label-overdue label-withdrawn review-overdue
        crisis-conference-called crisis-conference-overdue housing-route-started housing-route-advanced housing-route-reassigned
        housing-route-overdue housing-route-ended scenario-suggested scenario-activated scenario-step-assigned scenario-step-overdue
        scenario-step-reassigned scenario-ended secure-bed-overdue secure-bed-request-withdrawn admitted-to-secure-bed
        secure-bed-stay-exceeded secure-bed-stay-extended released-from-secure-bed bottleneck-released bottleneck-release-overdue
        bottleneck-resolved escalation-started escalation-raised escalation-reassigned escalation-overdue escalation-ended move-announced
        identity-overdue identity-withdrawn supplier-agreement-asked supplier-agreement-overdue move-overdue move-cancelled
        joint-meeting-held figures-requested report-retracted client-excluded admission-agreement-asked admission-agreement-overdue
        admission-objection-term-ended datum-rectified feedback-overdue extension-proposed extension-asked extension-overdue
    """,
    Operation.COMBINE: """
        triage-concluded inclusion-table-held client-included inclusion-declined situation-assessed review-held crisis-conference-held
        figures-delivered bottleneck-reported
    """,
    Operation.DISCLOSE: "identity-presented case-released result-given",
    Operation.ADMIT: """
        partner-joined partner-left heads-changed handover-accepted direction-transferred third-party-admitted
        third-party-admission-took-effect third-party-admission-expired third-party-admission-withdrawn
    """,
    Operation.AUTHORISE: """
        purpose-assessed consent-recorded supplier-agreed conditions-lifted objection-withdrawn admission-objection-withdrawn
        retention-extended destruction-announced destruction-withdrawn return-ended
    """,
    Operation.OBJECT: """
        provision-refused conditions-set disclosure-objected supplier-declined admission-objected admission-declined extension-declined
    """,
    Operation.ERASE: "destruction-ordered copy-destroyed case-destroyed destruction-begun place-destroyed quarter-expired",
}

OPERATIONS: Mapping[str, Operation] = {
    event: operation for operation, events in _TABLE.items() for event in events.split()
}
"""Kind of event (kebab, without version) → what it is to account for."""

ARTICLES: Mapping[Operation, str] = {
    Operation.COLLECT: "WGS-1.5-1",
    Operation.ALTER: "WGS-2.26",
    Operation.COMBINE: "WGS-2.26",
    Operation.DISCLOSE: "WGS-1.7-1",
    Operation.ADMIT: "WGS-2.31-4",
    Operation.AUTHORISE: "WGS-1.8-2",
    Operation.OBJECT: "WGS-1.7-1",
    Operation.ERASE: "WGS-1.8-7",
}
"""The article of the Act by which it is done, where no line of the matrix names one."""

ARTICLES_OF_EVENTS: Mapping[str, str] = {
    "purpose-assessed": "WGS-2.31-2",
    "consent-recorded": "WGS-2.29-2",
    "supplier-agreed": "WGS-2.28-4",
    "supplier-declined": "WGS-2.28-4",
    "provision-refused": "WGS-1.5-1",
    "conditions-set": "WGS-2.29-3",
    "conditions-lifted": "WGS-2.29-3",
    "datum-rectified": "GDPR-16",
    "identity-presented": "WGS-2.28-1",
    "identity-answered": "WGS-2.28-1",
    "case-released": "WGS-2.28",
    "case-stream-received": "WGS-2.28",
    "direction-transferred": "WGS-2.28",
    "third-party-admitted": "WGS-2.31-9",
    "third-party-admission-took-effect": "WGS-1.7-2",
    "third-party-admission-expired": "WGS-2.31-9",
    "third-party-admission-withdrawn": "WGS-2.31-9",
    "admission-agreed": "WGS-1.7-3",
    "admission-declined": "WGS-1.7-3",
    "admission-objected": "WGS-1.7-2",
    "admission-objection-withdrawn": "WGS-1.7-2",
    "result-given": "WGS-2.31-11",
    "feedback-given": "WGS-1.7-4",
    "extension-agreed": "WGS-1.8-7",
    "extension-declined": "WGS-1.8-7",
    "retention-extended": "WGS-1.8-7",
    "return-ended": "WGS-2.31-8",
    "destruction-announced": "WGS-1.8-7",
    "destruction-withdrawn": "WGS-1.8-7",
}
"""Where a kind of event has an article of its own."""


def operation_of(event: str) -> Operation:
    """Of a kind of event (kebab, without version); one that is not in the table changes what is there."""
    return OPERATIONS.get(event, Operation.ALTER)


def article_of(event: str, operation: Operation) -> str | None:
    """By which it is done."""
    return ARTICLES_OF_EVENTS.get(event) or ARTICLES.get(operation)
