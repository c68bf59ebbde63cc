"""What stands in an accountability record, in Dutch, for who reads answers and reports."""

from collections.abc import Iterable, Mapping

from levensloop.contracts.accountability import (
    KEYS_DESTROYED,
    TAKEN_OUT,
    WHO_ACTED_DESTROYED,
    Capacity,
    LogPurpose,
    Operation,
    Outcome,
)
from levensloop.contracts.categories import DUTCH as CATEGORIES
from levensloop.contracts.categories import Category
from levensloop.contracts.commands.names import COMMANDS_IN_DUTCH
from levensloop.contracts.dutch import EVENTS_IN_DUTCH
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Fact, GroundKind
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.vouched import Vouched

OPERATIONS: Mapping[Operation, str] = {
    Operation.COLLECT: "verzameld",
    Operation.ALTER: "gewijzigd",
    Operation.CONSULT: "geraadpleegd",
    Operation.DISCLOSE: "verstrekt",
    Operation.COMBINE: "gecombineerd",
    Operation.ERASE: "vernietigd of teruggenomen",
    Operation.REFUSE: "geweigerd",
    Operation.OBJECT: "bezwaar, voorwaarde of weigering om te verstrekken",
    Operation.ADMIT: "toegelaten of vertrokken",
    Operation.AUTHORISE: "bevoegdheid of besluit",
    Operation.READ_LOG: "verantwoordingslogboek gelezen",
}
CAPACITIES: Mapping[Capacity, str] = {
    Capacity.EXECUTING: "uitvoerend",
    Capacity.TESTING: "toetsend",
    Capacity.MAINTAINING: "beheer",
}
DECLARED = "naar opgave van de organisatie"
"""How it is known who acted where no grant vouches for it."""

VOUCHED: Mapping[Vouched, str] = {
    Vouched.PERSON: "volgens de machtiging; de functie naar eigen opgave",
    Vouched.FUNCTION: "volgens de machtiging",
}
PURPOSES: Mapping[LogPurpose, str] = {
    LogPurpose.LAWFULNESS: "toetsen van rechtmatigheid",
    LogPurpose.INTERNAL_CONTROL: "interne controle",
    LogPurpose.SECURITY: "integriteit en beveiliging",
    LogPurpose.LEGAL_PROCEEDINGS: "gerechtelijke procedure",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.DONE: "gedaan",
    Outcome.REFUSED: "geweigerd",
    Outcome.WITHDRAWN: "teruggenomen voor het gelezen was",
}
QUESTIONS_IN_DUTCH: Mapping[str, str] = {
    "audit.checkpoint": "controlepunt van dit logboek",
    "audit.cosign": "medeondertekening van dit logboek",
    "audit.grow": "nieuw controlepunt van dit logboek",
    "inclusion.case": "casus: stand en team",
    "disclosure.keys": "brieven van het ZVH, open",
    "disclosure.pull": "opgevraagd na een brief",
    "inclusion.cases": "lijst van casussen",
    "inclusion.third-parties": "derden en resultaten die naar buiten gingen",
    "plan.plan": "levensloopplan",
    "signals.watch": "signalen, scenario's en bedden",
    "handover.move": "verhuizing",
    "handover.identity": "voorgelegde identiteit",
    "disclosure.grounds": "voorwaarden, bezwaren en toestemming",
    "disclosure.corrections": "correcties",
    "monitor.figures": "cijfers",
    "monitor.coordination": "coördinatiedagen",
    "documents.plan": "document: levensloopplan",
    "documents.exclusion": "document: exclusiebesluit",
    "documents.transfer": "document: overdrachtsdossier",
    "retention.proofs": "bewijzen van vernietiging",
    "letter-key": "sleutel van een bericht",
    "identity": "identiteit aan een ander ZVH",
    "move": "casus aan een ander ZVH",
    "destruction-told": "bericht dat een casus vernietigd is",
    "dead-letter-replay": "een opzij gelegd bericht alsnog verwerkt",
    "log-key-replace": "sleutel van het verantwoordingslogboek vervangen",
    "log-key-forget": "vervangen sleutel van het verantwoordingslogboek vergeten",
    "store-restored": "verder met een oudere kopie van de opslag",
    "case-keys-rotate": "nieuwe sleutels voor een casus",
    "keys-wrap-anew": "sleutels onder de nieuwste hoofdsleutel gezet",
    "keys-forget-masters": "oudere hoofdsleutels vergeten",
    "dead-letter": "een bericht opzij gelegd dat niet te verwerken was",
    "dead-letter-handled": "een opzij gelegd bericht is verwerkt",
    KEYS_DESTROYED: "sleutels van de casus",
    TAKEN_OUT: "berichten uit de streams van het knooppunt",
    WHO_ACTED_DESTROYED: "wie handelde, in de verantwoording",
}
TOOLS: Mapping[str, str] = {
    "audit.ask": "vraag van een auditor",
    "audit.bundle": "bundel voor een auditor",
    "audit.logboek": "Logboek Dataverwerkingen",
    "audit.replay": "casus van toen nagespeeld",
    "audit.report": "rapport van een auditor",
    "audit.yearly": "openbaar jaarverslag",
    "disclosure.explain": "uitleg van een verstrekking",
    "fsck": "controle van het knooppunt",
    "inzage": "inzage door de persoon zelf",
}
"""What reads the log, or shows what is in it, by the name that its record has."""
GROUNDS: Mapping[str, str] = {
    GroundKind.CONSENT: "toestemming van de cliënt",
    GroundKind.LAW: "een wet",
    GroundKind.GOOD_CARE: "goed hulpverlenerschap",
    GroundKind.PARTICIPANTS: "verstrekking tussen deelnemers voor het doel",
    GroundKind.OWN: "terug naar wie het gaf",
}
FACTS: Mapping[Fact, str] = {
    Fact.CARES: "de ontvanger is zelf aan het beroepsgeheim gebonden",
    Fact.DANGER: "ernstig gevaar",
    Fact.TABLE: "de ontvanger zat erbij toen het aan tafel werd gezegd",
    Fact.TASK: "voor de eigen taak van de ontvanger",
    Fact.BED: "er is een beveiligd bed gevraagd",
}
"""What on record made it a ground."""
_AGENDA = ".agenda"


def what_in_dutch(what: str) -> str:
    """An event, a command, a question or a tool; by its own name where there is no Dutch for it."""
    kind = EVENTS.get(what.replace("levensloopaanpak.view.", "levensloopaanpak.", 1))
    if kind is not None:
        return EVENTS_IN_DUTCH[kind.__name__]
    if what.endswith(_AGENDA):
        return "agenda"
    return COMMANDS_IN_DUTCH.get(what) or QUESTIONS_IN_DUTCH.get(what) or TOOLS.get(what) or what


def ground_in_dutch(held: GroundHeld) -> str:
    """Which kind it was, and by what on record."""
    return f"{GROUNDS[held.ground]}{f' ({FACTS[held.fact]})' if held.fact else ''}"


def grounds_in_dutch(ground: str | None, held: Iterable[GroundHeld] = ()) -> str:
    """Per category the ground that held, and what on record made it one; in a record that does not say so, only which kind it was."""
    told: dict[str, list[Category]] = {}
    for each in held:
        told.setdefault(ground_in_dutch(each), []).append(each.category)
    if not told:
        return GROUNDS.get(ground or "", ground or "")
    return "; ".join(f"{categories_in_dutch(of)}: {why}" for why, of in told.items())


def categories_in_dutch(found: Iterable[Category]) -> str:
    """In the order of the Act; the process itself is no category of it."""
    known = set(found)
    return ", ".join(CATEGORIES[category] for category in Category if category in known - {Category.PROCESS})
