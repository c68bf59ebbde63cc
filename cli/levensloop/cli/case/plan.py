"""The part of a case's page that plan tells: the levensloopplan with its scenarios, the label per partner, the housing route."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from levensloop.cli.screen import Names, day, said
from levensloop.contracts.housing import HousingResult, HousingTrack
from levensloop.contracts.intake import WlzGround
from levensloop.contracts.roles import ROLES, Role
from levensloop.contracts.vocabulary import LifeDomain, ScenarioKind, SignalKind

_AGREED = {"approach": "Bejegening", "informing": "Wie wie informeert", "zsm": "Overwegingen voor ZSM"}
"""PLN-3: what a plan says beside its steps; a plan of before that has none of it."""


def plan_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """`seen`: the view `plan.plan`."""
    if plan := seen["plan"]:
        yield Text(f"\nLevensloopplan, versie {seen['version']}", style="bold")
        yield Text(f"Doel op lange termijn: {plan['long_term_goal']}")
        for field, dutch in _AGREED.items():
            if plan[field]:
                yield Text(f"{dutch}: {plan[field]}")
        if plan["middle_term"] or plan["short_term"]:
            yield _steps(plan)
        for scenario in plan["scenarios"]:
            yield from _scenario(scenario, names)
    if seen["wlz"]:
        yield wlz_line(seen["wlz"])
    if seen["actions"]:
        yield action_table("Actiepunten", seen["actions"], names)
    yield from _housing(seen["housing"], names)
    if seen["labels"]:
        yield _labels(seen["labels"], names)


def wlz_line(check: Mapping[str, Any]) -> Text:
    """PIC-3: whether there is a Wlz indication, and which."""
    if not check["indicated"]:
        return Text("Wlz-indicatie: geen")
    ground = said(WlzGround, check["ground"]) if check["ground"] else "ja"
    return Text(f"Wlz-indicatie: {ground}{', ' + check['profile'] if check['profile'] else ''}")


def _steps(plan: Mapping[str, Any]) -> Table:
    table = Table("Termijn", "Leefgebied", "Stap", title="Stappen", title_justify="left")
    for term, field in (("middellang", "middle_term"), ("kort", "short_term")):
        for step in plan[field]:
            table.add_row(term, said(LifeDomain, step["domain"]), step["text"])
    return table


def _scenario(scenario: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    kind = said(ScenarioKind, scenario["kind"])
    decides = scenario["decided_by"]
    triggers = ", ".join(said(SignalKind, trigger) for trigger in scenario["triggers"])
    yield Text(f"\nScenario {scenario['key']} ({kind})", style="bold")
    yield Text(f"Bij: {triggers}")
    yield Text(
        f"Wie beslist dat het misgaat: {decides['functionary']} van {names.get(decides['organisation'], decides['organisation'])}"
    )
    if bed := scenario["bed"]:
        yield Text(f"Bed: beveiligingsniveau {bed['level']}, ten hoogste {bed['longest_stay_days']} dagen")
    table = Table("Wie", "Stap", "Als dat niet lukt")
    for step in scenario["steps"]:
        table.add_row(ROLES[Role(step["role"])].dutch, step["text"], step["if_fails"])
    yield table


def action_table(title: str, actions: list[dict[str, Any]], names: Names) -> Table:
    """Actions with who does them: done, or before when."""
    table = Table("Nr", "Wat", "Wie", "Stand", title=title, title_justify="left")
    for action in actions:
        late = action["overdue"] and not action["completed_on"]
        table.add_row(
            str(action["action"]),
            action["text"],
            names.get(action["owner"], action["owner"]),
            _stand("gedaan", action["completed_on"], action["due"], late),
            style="red" if late else None,
        )
    return table


def _labels(labels: Mapping[str, Mapping[str, Any]], names: Names) -> Table:
    table = Table("Partner", "Systeem", "Stand", title="Label per partner", title_justify="left")
    for partner, label in labels.items():
        late = label["overdue"] and not label["registered_on"]
        table.add_row(
            names.get(partner, partner),
            label["system"],
            _stand("geregistreerd", label["registered_on"], label["due"], late),
            style="red" if late else None,
        )
    return table


def _stand(done: str, done_on: str | None, due: str, late: bool) -> str:
    """`geregistreerd op …`, or before when it must be."""
    return f"{done} op {day(done_on)}" if done_on else f"uiterlijk {day(due)}{' (te laat)' if late else ''}"


def _housing(housing: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """PLN-7: the profile, and every route."""
    if profile := housing["profile"]:
        yield Text("\nWoonprofiel", style="bold")
        yield Text(f"Wie: {profile['who']}")
        yield Text(f"Bejegening: {profile['approach']}")
        yield Text(f"Eerder ingezet: {'; '.join(profile['tried']) or 'niets'}")
        yield Text(f"Wat werkt: {'; '.join(profile['works'])}")
    if housing["routes"]:
        yield _routes(housing["routes"], names)


def _routes(routes: list[dict[str, Any]], names: Names) -> Table:
    table = Table("Nr", "Spoor", "Volgende stap", "Wie", "Stand", title="Maatwerkzorgroutes", title_justify="left")
    for route in routes:
        late = route["overdue"] and not route["result"]
        ended = said(HousingResult, route["result"]) if route["result"] else ""
        table.add_row(
            str(route["route"]),
            said(HousingTrack, route["track"]),
            "" if ended else route["next_step"],
            names.get(route["owner"], route["owner"]),
            ended or _stand("", None, route["due"], late),
            style="red" if late else None,
        )
    return table
