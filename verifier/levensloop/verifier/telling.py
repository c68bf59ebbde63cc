"""A verification told to who asked for it: in Dutch, line by line, or as JSON lines; and the exit status that belongs to it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Check, Failed, Newest, Passed, Proven, Said, Unchecked
from levensloop.verifier.verify_bundle import Step

SHOWN = 10
"""Findings of one kind that are written out; the rest are counted."""


def tell(
    steps: Iterable[Step],
    out: TextIO,
    *,
    as_json: bool = False,
    records: TextIO | None = None,
    keep: TextIO | None = None,
) -> int:
    """0 when everything holds, else the status of the first check that failed. `records`: where each proven record goes, as JSON lines;
    `keep`: where the newest checkpoint goes, when everything holds."""
    found: Counter[str] = Counter()
    unchecked: list[Check] = []
    status = 0
    for step in steps:
        if isinstance(step, Proven):
            if records is not None:
                print(json.dumps(record_object(step), ensure_ascii=False), file=records)
            continue
        if isinstance(step, Newest):
            if keep is not None:
                keep.write(step.note.decode())
            continue
        if isinstance(step, Finding):
            found[step.name] += 1
        if isinstance(step, Unchecked):
            unchecked.append(step.check)
        if isinstance(step, Failed):
            status = step.check.status
        if as_json:
            print(json.dumps(_object(step), ensure_ascii=False), file=out)
        elif not isinstance(step, Finding) or found[step.name] <= SHOWN:
            print(_line(step), file=out)
    if as_json:
        return status
    for name, count in found.items():
        if count > SHOWN:
            print(f"let op   nog {count - SHOWN} keer hetzelfde ({name})", file=out)
    print(_closing(status, sum(found.values()), unchecked), file=out)
    return status


def record_object(step: Proven) -> dict[str, Any]:
    """A record as an auditor reads on with it."""
    body = step.account.model_dump(mode="json", exclude_none=True)
    who = {"functionary": step.functionary} | ({"person": step.person} if step.person else {})
    return {"index": step.index, "state": step.state.value, **body, **who}


def _line(step: Step) -> str:
    match step:
        case Passed(check, text):
            return f"goed     {check.dutch}: {text}"
        case Unchecked(check, text):
            return f"niet gecontroleerd  {check.dutch}: {text}"
        case Finding(name, index, text):
            return f"let op   {'' if index is None else f'regel {index}: '}{text} ({name})"
        case Failed(check, name, _, text):
            return f"FOUT     {check.dutch}: {text} ({name})"
        case Said(text):
            return f"weet     {text}"
    raise TypeError(step)


def _object(step: Step) -> dict[str, Any]:
    match step:
        case Passed(check, text):
            return {"passed": check.name.lower(), "text": text}
        case Unchecked(check, text):
            return {"unchecked": check.name.lower(), "text": text}
        case Finding(name, index, text):
            return {"finding": name, "index": index, "text": text}
        case Failed(check, name, index, text):
            return {"failed": check.name.lower(), "name": name, "index": index, "status": check.status, "text": text}
        case Said(text):
            return {"said": text}
    raise TypeError(step)


def _closing(status: int, findings: int, unchecked: Sequence[Check]) -> str:
    if status:
        return "\nNIET GELDIG. Wat na deze fout komt is niet gecontroleerd; geloof niets uit dit bestand."
    asked = f" {findings} punt(en) om naar te vragen." if findings else ""
    if unchecked:
        names = ", ".join(check.dutch for check in unchecked)
        return f"\nGELDIG: wat hierboven `goed` is, is gecontroleerd en klopt. Niet gecontroleerd: {names}.{asked}"
    return f"\nGELDIG: alles wat hierboven staat is gecontroleerd en klopt.{asked}"
