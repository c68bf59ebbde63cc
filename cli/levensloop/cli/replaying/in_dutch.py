"""Where two states of a case differ, and in what, as a person reads it. As JSON it stays as it is called."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from levensloop.audit.words import QUESTIONS_IN_DUTCH
from levensloop.cli.case.watch import BED
from levensloop.cli.fields_shown import field_label, path_label
from levensloop.cli.screen import Names, printable
from levensloop.contracts.calendar import AMSTERDAM
from levensloop.contracts.categories import DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH, PHASES
from levensloop.contracts.event import kebab
from levensloop.contracts.housing import HousingResult, HousingTrack
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.intake import Consent, WlzGround
from levensloop.contracts.monitoring import Figure, Payer
from levensloop.contracts.retention import DestroyedPart, DestructionGround
from levensloop.contracts.roles import ROLES
from levensloop.contracts.vocabulary import LifeDomain, ScenarioKind, Severity, SignalKind
from levensloop.contracts.words import WORDS
from levensloop.zvh.changes import Change
from levensloop.zvh.outbox import OUT

OF_ANSWERS: Mapping[str, str] = {
    "accepted": "of de ontvanger het heeft aangenomen",
    "acknowledged": "of de stap is bevestigd",
    "activations": "scenario's die werden geactiveerd",
    "admissions": "toelatingen van derden",
    "admissions.agreements": "instemming van leveranciers",
    "admissions.objections": "bezwaren van deelnemers",
    "agreements.agreed": "of die instemt",
    "anyone": "of het voor wie ook geldt",
    "bed.level": "beveiligingsniveau",
    "begun": "begonnen",
    "bottlenecks": "knelpunten",
    "cancelled": "of de verhuizing niet doorgaat",
    "case": "casus",
    "completed_on": "gedaan op",
    "complete": "of alles vernietigd is",
    "consented": "of de cliënt instemt met delen",
    "corrections.field": "welk gegeven",
    "correct": "wat het moet zijn",
    "corrections": "correcties",
    "crisis_conference": "crisisberaad",
    "days": "dagen",
    "delivered_edition": "laatst aangeleverde uitgave",
    "destroyed": "vernietigd",
    "director": "regie",
    "ended": "of het beëindigd is",
    "escalations": "escalaties",
    "escalations.level": "tafel",
    "exact": "met kleine aantallen",
    "exceeded": "of het langste verblijf voorbij is",
    "first": "eerste dag",
    "held": "gebeurtenissen die wachten op instemming",
    "housing": "wonen",
    "housing.profile": "woonprofiel",
    "identity": "voorgelegde identiteit",
    "kinds": "soorten gegevens",
    "labels": "labels",
    "last": "laatste dag",
    "meetings": "hoe vaak samen overlegd",
    "move.move": "de verhuizing",
    "moving_to": "verhuist naar",
    "next": "vervolg",
    "objections": "bezwaren",
    "objections.words": "zwaarwegende redenen",
    "on": "op",
    "onleesbaar": "met deze software niet te lezen",
    "over": "of het voorbij is",
    "overdue": "of het te laat is",
    "phase": "fase",
    "plan.actions": "actiepunten",
    "plan_due": "uiterste dag van het plan",
    "plan_overdue": "of het plan te laat is",
    "postponed": "uit te zoeken voor de inclusietafel",
    "proofs": "bewijzen",
    "proofs.ground": "grond",
    "received": "gebeurtenissen die aankwamen",
    "refusals": "wat niet is verstrekt",
    "registered_on": "geregistreerd op",
    "released": "of het is vrijgegeven",
    "reporter": "melder",
    "resolved": "of het is opgelost",
    "results": "resultaten aan derden",
    "review_due": "uiterste dag van de bespreking",
    "review_overdue": "of de bespreking te laat is",
    "routes": "maatwerkzorgroutes",
    "rows": "regels",
    "rule": "regel",
    "sent": "gebeurtenissen die weggingen",
    "shielded": "afgeschermd volgens regel",
    "signals": "signalen",
    "state": "stand",
    "status": "stand",
    "suggested": "scenario's die worden voorgesteld",
    "suppliers.agreed": "of die instemt",
    "third-parties.feedback": "terugkoppeling",
    "transferred": "of de regie is overgedragen",
    "version": "versie",
    "watch.bed": "beveiligd bed",
    "what": "wat",
    "whole": "of alles heel aankwam",
    "wlz": "Wlz-indicatie",
}
"""Fields of answers that no event or command has, or that are another thing there, as `<what it is part of>.<field>`."""

_STATES = {"waiting": "nog niet van kracht", "in-effect": "van kracht", "ended": "beëindigd"}
_ROLES = {role: facts.dutch for role, facts in ROLES.items()}
_WORDS: Mapping[str, Mapping[Any, str]] = {
    "activations.kind": WORDS[ScenarioKind],
    "admissions.state": _STATES,
    "bed.status": BED,
    "bottlenecks.category": WORDS[BottleneckCategory],
    "categories": DUTCH,
    "consent.consent": WORDS[Consent],
    "corrections.kind": EVENTS_IN_DUTCH,
    "domain": WORDS[LifeDomain],
    "escalations.kind": WORDS[EscalationKind],
    "escalations.level": WORDS[EscalationLevel],
    "figure": WORDS[Figure],
    "kinds": DUTCH,
    "not_to": _ROLES,
    "only_to": _ROLES,
    "payer": WORDS[Payer],
    "phase": PHASES,
    "proofs.ground": WORDS[DestructionGround],
    "proofs.what": WORDS[DestroyedPart],
    "result": WORDS[HousingResult],
    "role": _ROLES,
    "roles": _ROLES,
    "scenarios.kind": WORDS[ScenarioKind],
    "severity": WORDS[Severity],
    "signals.kind": WORDS[SignalKind],
    "track": WORDS[HousingTrack],
    "triggers": WORDS[SignalKind],
    "wlz.ground": WORDS[WlzGround],
}
"""Field, or `<what it is part of>.<field>` → its words in Dutch."""

_EVENTS = {kebab(name): dutch for name, dutch in EVENTS_IN_DUTCH.items()}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
NOTHING = "niets"


def lines(change: Change, names: Names) -> Iterator[tuple[str, str, str]]:
    """Where, what it was and what it is; of a part that is on one side only, a line for each field in it."""
    for path, was, now in _leaves(change.path, change.was, change.now):
        said = _said(path, was, names), _said(path, now, names)
        if said[0] == said[1]:  # two values with one word: then as they are called
            said = json.dumps(was, ensure_ascii=False), json.dumps(now, ensure_ascii=False)
        yield place(path, names), *said


def place(path: str, names: Names) -> str:
    """`plan.plan.actions.0.owner` → `levensloopplan: actiepunten (1), organisatie die het doet`"""
    service, _, rest = path.partition(".")
    if service == OUT:
        what = ", ".join(_EVENTS.get(part) or names.get(part, part) for part in rest.split("."))
        return f"verstrekkingen: {what}" if what else "verstrekkingen"
    head, *parts = rest.split(".")
    question = "agenda" if head == "agenda" else QUESTIONS_IN_DUTCH.get(f"{service}.{head}", f"{service}.{head}")
    said, part_of = [question], head
    for part in parts:
        if part.isdigit():
            said[-1] += f" ({int(part) + 1})"
        else:
            said.append(names.get(part) or label(part_of, part))
            part_of = part
    first, *fields = said
    return f"{first}: {', '.join(fields)}" if fields else first


def label(part_of: str, field: str) -> str:
    """One field of an answer in Dutch; one that has none reads as it is called."""
    return OF_ANSWERS.get(f"{part_of}.{field}") or OF_ANSWERS.get(field) or field_label(field)


def _leaves(path: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    there, other = (now, was) if was is None else (was, now)
    parts: list[tuple[str, Any]] = []
    if other is None and isinstance(there, dict):
        parts = [(f"{path}.{name}", value) for name, value in there.items() if value not in (None, [], {})]
    elif other is None and isinstance(there, list) and any(isinstance(item, dict) for item in there):
        parts = [(f"{path}.{at}", item) for at, item in enumerate(there)]
    if not parts:
        yield path, was, now
    for inner, value in parts:
        yield from _leaves(inner, None if was is None else value, None if now is None else value)


def _said(path: str, value: Any, names: Names) -> str:
    match value:
        case None:
            return NOTHING
        case bool():
            return "ja" if value else "nee"
        case str():
            return _word(path, value, names)
        case list() if not any(isinstance(item, dict | list) for item in value):
            return ", ".join(_said(path, item, names) for item in value) or NOTHING
    return json.dumps(value, ensure_ascii=False)


def _word(path: str, value: str, names: Names) -> str:
    part_of, field = ["", *(part for part in path.split(".") if not part.isdigit())][-2:]
    words = _WORDS.get(f"{part_of}.{field}") or _WORDS.get(field, {})
    if value in words:
        return words[value]
    if f"{part_of}.{field}" == "corrections.field":
        return path_label(value)
    if _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    if _MOMENT.fullmatch(value):
        return f"{datetime.fromisoformat(value).astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}"
    return names.get(value, str(printable(value)))
