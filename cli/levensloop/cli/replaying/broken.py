"""Lines of the log that do not open, as a replay tells them: by stream, place, moment and case, and why. Never what stands in them."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from levensloop.contracts.calendar import AMSTERDAM
from levensloop.infra.messaging.unopened import Unopened


def line_object(line: Unopened) -> dict[str, Any]:
    """`{stream, position, time, cases, unopened, fingerprint}`: `time` is when the server took it, ISO 8601; `unopened` is why."""
    return {
        "stream": line.stream,
        "position": line.position,
        "time": line.time.isoformat(),
        "cases": [str(case) for case in line.cases],
        "unopened": line.why,
        "fingerprint": line.fingerprint,
    }


def line_text(line: Unopened) -> str:
    """One line for people."""
    when = line.time.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")
    cases = ", ".join(f"casus {case}" for case in line.cases) or "geen casus"
    return f"{line.stream} {line.position} ({when}, {cases}) gaat niet open: {line.why}"


def show_line(line: Unopened, console: Console, *, as_json: bool) -> None:
    """Where it stands among the events."""
    if as_json:
        print(json.dumps(line_object(line), ensure_ascii=False))
    else:
        console.print(Text(line_text(line), style="red"))


def show_broken(lines: Sequence[Unopened], console: Console) -> None:
    """What it means, after all else, for people; nothing where every line opens."""
    if not lines:
        return
    cases = {case for line in lines for case in line.cases}
    count = f"{len(lines)} {'regel gaat' if len(lines) == 1 else 'regels gaan'} niet open"
    console.print(
        Text(
            f"HET LOGBOEK IS NIET HEEL: {count}. Van {len(cases)} {'casus' if len(cases) == 1 else 'casussen'} is daarom niet te zeggen "
            "hoe die er nu voor staat. Draai `levensloop fsck`: dat zegt wat er gewijzigd, tussengevoegd of verdwenen is.",
            style="bold red",
        )
    )
