"""The wire names: stable, of one form, with one version, no Python path. A name in this list never changes again."""

import re

from levensloop.contracts.registry import COMMANDS, EVENTS, SERVICE_OF_COMMAND, SERVICE_OF_EVENT

PUBLISHED = [
    "client-reported",
    "purpose-assessed",
    "triage-concluded",
    "inclusion-table-held",
    "client-included",
    "inclusion-postponed",
    "postponed-action-agreed",
    "postponed-action-completed",
    "postponed-action-overdue",
    "inclusion-resumed",
    "inclusion-declined",
    "client-informed",
    "consent-recorded",
    "coordination-payer-recorded",
    "partner-joined",
    "partner-left",
    "heads-changed",
    "client-excluded",
    "client-died",
    "report-retracted",
    "situation-assessed",
    "wlz-checked",
    "plan-established",
    "plan-revised",
    "plan-overdue",
    "action-agreed",
    "action-completed",
    "action-reassigned",
    "action-overdue",
    "label-requested",
    "label-registered",
    "label-overdue",
    "label-withdrawn",
    "review-held",
    "review-overdue",
    "crisis-conference-called",
    "crisis-conference-held",
    "crisis-conference-overdue",
    "housing-profile-recorded",
    "housing-route-started",
    "housing-route-advanced",
    "housing-route-reassigned",
    "housing-route-overdue",
    "housing-route-ended",
    "signal-raised",
    "scenario-suggested",
    "scenario-activated",
    "scenario-step-assigned",
    "scenario-step-acknowledged",
    "scenario-step-overdue",
    "scenario-step-reassigned",
    "scenario-ended",
    "secure-bed-requested",
    "secure-bed-assigned",
    "secure-bed-waitlisted",
    "secure-bed-overdue",
    "secure-bed-request-withdrawn",
    "admitted-to-secure-bed",
    "secure-bed-stay-exceeded",
    "secure-bed-stay-extended",
    "released-from-secure-bed",
    "bottleneck-recorded",
    "bottleneck-released",
    "bottleneck-release-overdue",
    "bottleneck-resolved",
    "escalation-started",
    "escalation-raised",
    "escalation-reassigned",
    "escalation-overdue",
    "escalation-ended",
    "move-announced",
    "case-stream-received",
    "handover-accepted",
    "joint-meeting-held",
    "direction-transferred",
    "provision-refused",
    "conditions-set",
    "conditions-lifted",
    "disclosure-objected",
    "objection-withdrawn",
    "destruction-ordered",
    "quarter-expired",
    "extension-proposed",
    "extension-asked",
    "extension-agreed",
    "extension-declined",
    "extension-overdue",
    "retention-extended",
    "copy-destroyed",
    "case-destroyed",
    "destruction-begun",
    "place-destroyed",
    "figures-requested",
    "figures-delivered",
    "cooperation-recorded",
    "bottleneck-reported",
    "identity-presented",
    "identity-answered",
    "identity-overdue",
    "identity-withdrawn",
    "supplier-agreement-asked",
    "supplier-agreed",
    "supplier-declined",
    "supplier-agreement-overdue",
    "case-released",
    "move-overdue",
    "move-cancelled",
]


def test_what_was_published_keeps_its_name() -> None:
    names = {re.sub(r"^nl\.levensloopaanpak\.(.*)\.v\d+$", r"\1", wire) for wire in EVENTS}

    assert names >= set(PUBLISHED), "renamed or gone; a log holds events of this name"
    assert names <= set(PUBLISHED), "new: add it to the list, and think about its name first"


def test_each_name_is_reverse_dns_with_one_version() -> None:
    """NL GOV profile for CloudEvents."""
    for wire, event in EVENTS.items():
        assert re.fullmatch(r"nl\.levensloopaanpak\.[a-z]+(-[a-z]+)*\.v[1-9]\d*", wire)
        assert wire.endswith(f".v{event.version}")
        assert event.__module__ not in wire


def test_each_event_and_command_has_one_name_and_one_service() -> None:
    assert len(EVENTS) == len(set(EVENTS.values())) == len(SERVICE_OF_EVENT)
    assert len(COMMANDS) == len(set(COMMANDS.values())) == len(SERVICE_OF_COMMAND)
