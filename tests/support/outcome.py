"""What came of a played case, without ids and times: two plays of one case have the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from levensloop.contracts.events.handover import CaseStreamReceived
from levensloop.play.report import Report

RECEIPT = CaseStreamReceived.wire_name()


def outcome(report: Report) -> dict[str, Any]:
    """Per step what was recorded, refused, followed and arrived; per organisation all it received, in order; the cases of
    every ZVH; and what its log holds. Receipts in a row are one: how many there are, depends on how a case stream comes in.
    """
    said = report.to_json()
    return {
        "steps": [_step(step) for step in said["steps"]],
        "organisations": {
            name: _runs([(r["type"], r["case"], r["from"]) for r in organisation["received"]])
            for name, organisation in said["organisations"].items()
        },
        "zvhs": said["zvhs"],
        "replay": {zvh: replay["same"] for zvh, replay in said["replay"].items()},
    }


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: step[name] for name in ("number", "note", "at", "by", "command", "zvh", "case")}
    came, rule = step["outcome"], step["outcome"].get("refusal", {}).get("rule")
    follows = Counter((event["type"], event["case"], event["from"]) for event in step["follows"])
    if receipts := [key for key in follows if key[0] == RECEIPT]:
        follows.update({key: 1 - follows[key] for key in receipts})
    return {
        **kept,
        "refused": rule,
        "events": [(event["type"], event["case"], event["from"]) for event in came.get("events", ())],
        "follows": sorted(follows.items()),
        "arrived": {name: _runs(names) for name, names in sorted(step["arrived"].items())},
    }


def _runs(names: Sequence[Any]) -> list[Any]:
    """As they came, with receipts in a row as one."""
    return [
        item
        for key, run in groupby(names)
        for item in ([key] if RECEIPT in key or key == CaseStreamReceived.__name__ else list(run))
    ]
