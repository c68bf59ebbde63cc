"""Each word of the vocabulary as a user reads it; docs/glossary.md explains them."""

from collections.abc import Mapping
from enum import StrEnum

from levensloop.contracts.dutch import CRITERIA, SEATS
from levensloop.contracts.erased import is_erased
from levensloop.contracts.housing import HousingResult, HousingSituation, HousingTrack
from levensloop.contracts.impasse import BottleneckCategory, EscalationKind, EscalationLevel
from levensloop.contracts.intake import Consent, WlzGround
from levensloop.contracts.monitoring import Figure, Frequency, Payer
from levensloop.contracts.retention import DestroyedPart, DestructionGround, KeepingGround
from levensloop.contracts.vocabulary import (
    Criterion,
    Finding,
    LifeDomain,
    ReviewTopic,
    ScenarioKind,
    Seat,
    Severity,
    SignalKind,
    Stance,
    TriageGround,
    TriageOutcome,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    LifeDomain: {
        LifeDomain.HOUSING: "wonen",
        LifeDomain.FINANCES: "financiën",
        LifeDomain.WORK: "werk en dagbesteding",
        LifeDomain.RELATIONS: "relaties",
        LifeDomain.MENTAL_HEALTH: "geestelijke gezondheid",
        LifeDomain.PHYSICAL_HEALTH: "lichamelijke gezondheid",
        LifeDomain.ADDICTION: "verslaving",
        LifeDomain.INTELLECTUAL_DISABILITY: "verstandelijke beperking",
        LifeDomain.JUSTICE: "justitie",
        LifeDomain.SAFETY: "veiligheid",
    },
    TriageOutcome: {
        TriageOutcome.ADVICE: "advies",
        TriageOutcome.CASE_CONFERENCE: "casusoverleg",
        TriageOutcome.INCLUSION_TABLE: "inclusietafel",
    },
    TriageGround: {
        TriageGround.SEVERAL_LIFE_DOMAINS: "zorgen op meerdere leefgebieden",
        TriageGround.SAFETY: "veiligheid in het geding",
        TriageGround.COOPERATION_ACROSS_DOMAINS: "samenwerking tussen domeinen nodig",
        TriageGround.LOCAL_PARTNERS_STUCK: "lokale partners komen er niet uit",
    },
    Finding: {
        Finding.MET: "voldaan",
        Finding.NOT_MET: "niet voldaan",
        Finding.UNKNOWN: "onbekend",
    },
    Stance: {
        Stance.FOR: "voor",
        Stance.AGAINST: "tegen",
        Stance.ABSTAINS: "onthoudt zich",
    },
    SignalKind: {
        SignalKind.DECOMPENSATION: "ontregeling",
        SignalKind.SUBSTANCE_USE: "middelengebruik",
        SignalKind.AGGRESSION: "agressie",
        SignalKind.AVOIDS_CARE: "mijdt zorg",
        SignalKind.MEDICATION_STOPPED: "gestopt met medicatie",
        SignalKind.NUISANCE: "overlast",
        SignalKind.OFFENCE: "strafbaar feit",
        SignalKind.HOME_AT_RISK: "woonplek in gevaar",
        SignalKind.MONEY: "geldzorgen",
        SignalKind.STABILISING: "bestendig beter",
    },
    Severity: {
        Severity.LOW: "licht",
        Severity.SERIOUS: "ernstig",
        Severity.ACUTE: "acuut",
    },
    ScenarioKind: {
        ScenarioKind.INTENSIFY_GUIDANCE: "ambulante begeleiding intensiveren",
        ScenarioKind.ACUTE_ADMISSION: "acute opname",
        ScenarioKind.TIME_OUT: "time-out",
        ScenarioKind.SUSPENSION_FROM_RESIDENCE: "schorsing uit de verblijfplaats",
        ScenarioKind.OFFENCE: "strafbaar feit of strafrecht",
        ScenarioKind.SCALING_DOWN: "afschalen",
    },
    BottleneckCategory: {
        BottleneckCategory.WLZ_INFORMATION: "levensloopcoördinator krijgt geen informatie over de Wlz-indicatie",
        BottleneckCategory.INDICATION_TOO_LATE: "Wlz-indicatie komt te laat tijdens detentie",
        BottleneckCategory.APPLICATION_FAILS: "aanvraag van een indicatie lukt niet",
        BottleneckCategory.PLACE_AWAITS_INDICATION: "passende plek moet op een indicatie wachten",
        BottleneckCategory.NO_FILE_HOLDER: "geen dossierhouder in de Wlz",
        BottleneckCategory.FILE_HOLDER_ALONE: "dossierhouderschap past niet bij gezamenlijke verantwoordelijkheid",
        BottleneckCategory.INTEGRAL_FUNDING: "integrale Wlz-financiering verhindert samen instappen",
        BottleneckCategory.WLZ_OR_WMO: "onduidelijk of de Wlz of de Wmo geldt",
        BottleneckCategory.DAY_ACTIVITIES_STOP: "Wmo-dagbesteding stopt door de Wlz-indicatie",
        BottleneckCategory.WMO_PLACE_CLOSED: "geen Wmo-plek of opvang door de Wlz-indicatie",
        BottleneckCategory.ESCALATION_UNCLEAR: "escalatieroutes onbekend of onduidelijk",
        BottleneckCategory.ESCALATION_WITHOUT_RESULT: "escalatie leidt niet tot een oplossing",
        BottleneckCategory.NO_COERCION_AT_VG: "geen Wzd op een VG-locatie met een Wlz-ggz-indicatie",
        BottleneckCategory.TRANSITIONAL_FUNDING: "financiering onzeker als de overgangsregeling vervalt",
        BottleneckCategory.COORDINATION_FEE: "dagvergoeding voor coördinatie niet te declareren",
        BottleneckCategory.NO_SUITABLE_PLACE: "geen passende plek om te wonen of te verblijven",
        BottleneckCategory.OTHER: "ander knelpunt",
    },
    EscalationKind: {
        EscalationKind.THREATENED_HOMELESSNESS: "dreigende dakloosheid",
        EscalationKind.HOMELESSNESS: "dakloosheid",
        EscalationKind.STUCK: "vastgelopen casus",
    },
    EscalationLevel: {
        EscalationLevel.CASE_TABLE: "casustafel",
        EscalationLevel.TASKFORCE_ZORGKANTOOR: "taskforce van het zorgkantoor",
        EscalationLevel.COMPLEX_REGIONAL_TABLE: "hoogcomplexe regiotafel",
        EscalationLevel.ZVH_ESCALATION_TABLE: "escalatietafel van het ZVH",
        EscalationLevel.NATIONAL_DESK: "landelijk loket",
    },
    ReviewTopic: {
        ReviewTopic.SIGNALS: "signalen",
        ReviewTopic.FACTORS: "beschermende en risicofactoren",
        ReviewTopic.SAFETY: "veiligheidsrisico's",
        ReviewTopic.SCENARIOS: "scenario's",
        ReviewTopic.INTERVENTIONS: "interventies",
        ReviewTopic.ON_COURSE: "volgens afspraak of opschalen",
        ReviewTopic.INVOLVEMENT: "cliënt en naasten betrekken",
        ReviewTopic.COOPERATION: "samenwerking",
        ReviewTopic.ACTIONS: "actiepunten",
        ReviewTopic.PLAN: "plan",
        ReviewTopic.TEAM: "team",
    },
    Consent: {
        Consent.GIVEN: "gegeven",
        Consent.REFUSED: "geweigerd",
        Consent.WITHDRAWN: "ingetrokken",
    },
    WlzGround: {
        WlzGround.ELDERLY_CARE: "verpleging en verzorging",
        WlzGround.INTELLECTUAL: "verstandelijk gehandicapt (VG)",
        WlzGround.MILD_INTELLECTUAL: "licht verstandelijk gehandicapt (LVG)",
        WlzGround.PHYSICAL: "lichamelijk gehandicapt",
        WlzGround.SENSORY: "zintuiglijk gehandicapt",
        WlzGround.PSYCHIATRIC_TREATMENT: "ggz-behandeling",
        WlzGround.PSYCHIATRIC_LIVING: "ggz-wonen",
    },
    HousingSituation: {
        HousingSituation.HOUSED: "heeft een woonplek",
        HousingSituation.SHELTERED: "tijdelijk onderdak",
        HousingSituation.HOMELESS: "dakloos",
    },
    HousingTrack: {
        HousingTrack.ADAPT_EXISTING: "bestaand aanbod aanpassen",
        HousingTrack.DEVELOP_NEW: "iets nieuws ontwikkelen",
    },
    HousingResult: {
        HousingResult.PLACED: "geplaatst",
        HousingResult.NO_LONGER_NEEDED: "niet meer nodig",
    },
    Frequency: {
        Frequency.ALWAYS: "altijd",
        Frequency.MOSTLY: "meestal",
        Frequency.SOMETIMES: "soms",
        Frequency.MOSTLY_NOT: "meestal niet",
        Frequency.NEVER: "nooit",
    },
    Payer: {
        Payer.DJI: "DJI",
        Payer.HEALTH_INSURER: "zorgverzekeraar",
    },
    Figure: {
        Figure.INCLUDED: "geïncludeerd",
        Figure.DECLINED: "niet geïncludeerd",
        Figure.MOVED_IN: "hierheen verhuisd",
        Figure.MOVED_OUT: "naar elders verhuisd",
        Figure.EXCLUDED: "uitgestroomd",
        Figure.DIED: "overleden",
        Figure.WITHDRAWN: "melding ingetrokken na inclusie",
        Figure.OPEN_AT_END: "in de aanpak aan het eind",
        Figure.WITHOUT_HOUSING: "zonder woonplek",
        Figure.VG_INDICATION: "met een VG-indicatie",
        Figure.IN_SECURE_BED: "in een beveiligd bed",
        Figure.PLANS: "levensloopplannen vastgesteld",
        Figure.PLANS_WITHIN_MONTH: "binnen een maand na de melding",
        Figure.REVIEWS: "besprekingen die gehouden moesten worden",
        Figure.REVIEWS_ON_TIME: "op tijd besproken",
        Figure.REVIEWS_LATE: "niet op tijd besproken",
        Figure.ESCALATIONS: "escalaties gestart",
        Figure.THREATENED_HOMELESSNESS: "om dreigende dakloosheid",
        Figure.HOMELESSNESS: "om dakloosheid",
        Figure.STUCK: "om een vastgelopen casus",
        Figure.CASE_TABLE: "hoogste tafel: casustafel",
        Figure.TASKFORCE_ZORGKANTOOR: "hoogste tafel: taskforce van het zorgkantoor",
        Figure.COMPLEX_REGIONAL_TABLE: "hoogste tafel: hoogcomplexe regiotafel",
        Figure.ZVH_ESCALATION_TABLE: "hoogste tafel: escalatietafel van het ZVH",
        Figure.NATIONAL_DESK: "hoogste tafel: landelijk loket",
    },
    DestroyedPart: {
        DestroyedPart.CASE: "casus",
        DestroyedPart.QUARTER: "gegevens van één kwartaal",
    },
    KeepingGround: {
        KeepingGround.LAW_OPPOSES: "een wet staat vernietiging in de weg",
        KeepingGround.LEGAL_CLAIM: "een rechtsvordering",
    },
    DestructionGround: {
        DestructionGround.TERM_OVER: "bewaartermijn voorbij",
        DestructionGround.NO_LONGER_NEEDED: "niet langer noodzakelijk",
        DestructionGround.ELSEWHERE: "vernietigd bij het Zorg- en Veiligheidshuis met de regie",
    },
    Seat: {seat: dutch for seat, dutch in SEATS.items()},
    Criterion: {criterion: dutch for criterion, dutch in CRITERIA.items()},
}
"""Enumeration → word → Dutch."""


def in_dutch(word: StrEnum) -> str:
    """The Dutch for a word of the vocabulary; every enumeration of it is in `WORDS`."""
    if is_erased(word):
        return str(word)
    return WORDS[type(word)][word]
