"""Each word of the vocabulary as a user reads it; docs/glossary.md explains them."""

from collections.abc import Mapping
from enum import StrEnum

from levensloop.contracts.dutch import CRITERIA, SEATS
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
    Seat: {seat: dutch for seat, dutch in SEATS.items()},
    Criterion: {criterion: dutch for criterion, dutch in CRITERIA.items()},
}
"""Enumeration → word → Dutch."""


def in_dutch(word: StrEnum) -> str:
    """The Dutch for a word of the vocabulary; every enumeration of it is in `WORDS`."""
    return WORDS[type(word)][word]
