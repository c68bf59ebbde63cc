"""Why something was refused, in a short Dutch sentence per rule: for everybody who reads answers, reports and the public yearly report."""

from collections.abc import Mapping

NOT_PROVIDED = "WGS-1.5-1"
"""By which a participant does not provide what it has: a refusal of its own, that it records."""
NO_RULE = "zonder regel die zegt waarom"

WHY: Mapping[str, str] = {
    "REP-1": "melden of intrekken kan alleen wie dat mag",
    "REP-2": "de melder hoort alleen wat terug mag naar de melder",
    "REP-3": "een publieke deelnemer oordeelt eerst over het doel",
    "TRI-1": "de triage is van het weegteam",
    "TRI-2": "voor een casusoverleg ontbreekt een grond",
    "TRI-3": "na de triage volgt de inclusietafel, of een advies",
    "INC-1": "niet van iedere deelnemer staat er wie aan tafel zat",
    "INC-2": "niet elk criterium is beantwoord en onderbouwd",
    "INC-3": "uitstellen kan alleen met een actie en een dag",
    "INC-4": "niet van ieder aan tafel staat het standpunt er",
    "INC-5": "het team, of wie de casus draagt, klopt niet",
    "INC-6": "afwijzen kan alleen met een advies",
    "INC-7": "het plan moet er binnen een maand zijn",
    "INF-1": "de cliënt wordt eerst geïnformeerd",
    "INF-2": "toestemming kan zo niet worden vastgelegd",
    "PIC-1": "wie de persoon is kan zo niet worden vastgelegd",
    "PIC-2": "van een gegeven ontbreekt wie het leverde",
    "PIC-3": "de Wlz-toets klopt niet of ontbreekt",
    "PLN-1": "het woondoel voor de lange termijn ontbreekt",
    "PLN-2": "de scenario's van het plan kloppen niet",
    "PLN-3": "de aanpak of de afspraken in het plan kloppen niet",
    "PLN-4": "de actie heeft geen juiste eigenaar of dag",
    "PLN-5": "deze versie van het plan kan zo niet",
    "PLN-6": "het label is hier niet te vragen of te zetten",
    "PLN-7": "het woonprofiel of de stap van de route klopt niet",
    "REV-1": "de dag van de volgende evaluatie klopt niet",
    "REV-2": "de evaluatie is niet volledig",
    "REV-3": "er is geen crisisberaad waarvoor dit geldt",
    "SIG-1": "een signaal geven kan alleen wie in het team zit",
    "SIG-2": "dit scenario is nu niet te starten",
    "SIG-3": "deze stap van een scenario is niet van wie dit doet",
    "BED-1": "dit kan nu niet met het beveiligde bed",
    "BED-2": "zonder plek geen vertrek uit het beveiligde bed",
    "BED-3": "de duur van het verblijf laat dit niet toe",
    "ESC-1": "deze escalatie kan zo niet",
    "BTL-1": "dit knelpunt kan zo niet worden vastgelegd of vrijgegeven",
    "MOV-1": "eerst hit of geen hit en instemming, dan de verhuizing",
    "MOV-2": "de casus kwam niet heel over",
    "MOV-3": "de inclusie wordt bij een verhuizing niet opnieuw beoordeeld",
    "MOV-4": "de warme overdracht klopt niet",
    "MOV-5": "de regie ligt bij een ander ZVH, of gaat nu nog niet over",
    "MOV-6": "deze verhuizing is niet af te breken",
    "MOV-7": "de casus is verhuisd en hier afgeschermd",
    "EXT-1": "niet aan elke voorwaarde voor uitstroom is voldaan",
    "EXT-2": "uitstroom is een besluit van het hele team, op schrift",
    "EXT-3": "de casus is gesloten en afgeschermd",
    "TEA-1": "dit lid kan zo niet toetreden of vertrekken",
    "TEA-2": "de ontvanger heeft er geen deel meer in",
    "MON-1": "deze cijfers zijn niet te leveren",
    "MON-2": "de enquête kan zo niet worden vastgelegd",
    "FIN-1": "de betaler van de coördinatie klopt niet",
    "WGS-1.5-1": "een deelnemer verstrekt het niet, en zegt waarom",
    "WGS-1.7-1": "wie het gaf maakt bezwaar tegen doorgeven",
    "WGS-1.7-2": "de toelating van deze derde staat het niet toe",
    "WGS-1.7-3": "wie het gaf stemde niet in met verstrekken aan een derde",
    "WGS-1.7-4": "de terugkoppeling klopt niet",
    "WGS-1.8-2": "niet gezegd, of niet waar, in welke functie iemand handelt",
    "WGS-1.8-4": "het verantwoordingslogboek lezen mag alleen wie dat mag",
    "WGS-1.8-7": "het is vernietigd, of de bewaartermijn laat het niet toe",
    "WGS-2.27-3": "alleen publieke deelnemers besluiten samen",
    "WGS-2.29-2": "er is geen grond voor: geen toestemming, wet of goed hulpverlenerschap",
    "WGS-2.29-3": "een voorwaarde van wie het gaf staat in de weg",
    "WGS-2.31-2": "publieke deelnemers oordelen over het doel",
    "WGS-2.31-3": "publieke deelnemers nodigen private uit",
    "WGS-2.31-4": "publieke deelnemers besluiten wie meedoet",
    "WGS-2.31-8": "publieke deelnemers sluiten de casus",
    "WGS-2.31-9": "de toelating van deze derde is er niet, of is verlopen",
    "WGS-2.31-11": "een resultaat gaat pas naar een derde als alles daarvoor vastligt",
    "GDPR-16": "rechtzetten kan alleen wie het gaf, of het ZVH, en niet zo",
    "GDPR-19": "alleen wie het onjuiste gegeven kreeg hoort het",
    "ALW-1": "er ontbreekt een eigenaar of een termijn",
    "ALW-2": "de ontvanger heeft er geen recht op",
    "ALW-3": "zonder verantwoording wordt niet verstrekt",
    "INV-1": "de opdracht of vraag is onleesbaar, of een veld klopt niet",
    "INV-2": "deze opdracht of vraag bestaat niet",
    "INV-3": "deze organisatie of rol is niet bekend",
    "INV-4": "deze casus is hier niet, of bestaat al",
    "INV-5": "de casus is niet in de fase die hiervoor nodig is",
    "INV-6": "de organisatie of functie mag dit niet",
    "INV-7": "er staat iets dat niet te lezen is",
    "INV-8": "het kon op dat moment niet worden vastgelegd",
    "INV-9": "het is niet ondertekend door de organisatie waarvan het heet te zijn",
}
"""Rule, as docs/rules.md and the refusals have it → why, in Dutch."""


def why(rule: str | None) -> str:
    """What a person reads; a rule without a sentence by its own name."""
    return NO_RULE if rule is None else WHY.get(rule, rule)


def why_with_rule(rule: str | None) -> str:
    """The same, with the rule behind it: for who looks it up."""
    return f"{why(rule)} ({rule})" if rule in WHY else why(rule)
