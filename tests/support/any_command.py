"""Any command that there is, with data that makes sense in the case as it stands: for properties over all of them.

A new command is taken along by itself: its fields say what fits. Where chance alone would never get it past its rule, `SENSIBLE`
says what does; a kind of field that is not known here is a `TypeError` that asks for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID, uuid4

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from levensloop.contracts.categories import Category
from levensloop.contracts.commands import disclosure, handover, inclusion, plan, retention, signals, third_parties
from levensloop.contracts.event import ORGANISATION_ID, CommandData
from levensloop.contracts.intake import WlzGround
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.registry import COMMANDS, SERVICE_OF_COMMAND
from levensloop.contracts.roles import ROLES, Role, WgsStanding
from levensloop.contracts.standing import Standing
from levensloop.contracts.vocabulary import TriageOutcome
from support.samples.inclusion import (
    ROTTERDAM_HEADS,
    SAMPLE_CRITERIA,
    SAMPLE_DECLINE,
    SAMPLE_EXIT,
    SAMPLE_HEADS,
    SAMPLE_INCLUSION,
    SAMPLE_POSITIONS,
    SAMPLE_PURPOSE,
    SAMPLE_REPORT,
    SAMPLE_SEATS,
    SAMPLE_TRIAGE,
)
from support.samples.plan import SAMPLE_DRAFT, SAMPLE_PICTURE, SAMPLE_REVIEW, SCALING_DOWN, TIME_OUT
from support.samples.world import HAAGLANDEN, LCBB, ROTTERDAM

Some = Callable[[Random], Any]
"""One of the values that fit, by lot."""

TEXT = "Zoals besproken."
MOST = 2
"""Things of a case that are numbered: the first, mostly, or the next."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody who gives a command knows: where, when, and how the case stands."""

    zvh: str
    today: date
    standing: Standing
    organisations: Sequence[str]
    reported: UUID | None = None
    """The event of the report, where there is one."""

    @property
    def everyone(self) -> tuple[str, ...]:
        """Who sits at the table."""
        return (self.zvh, *self.standing.team, *([LCBB] if LCBB in self.organisations else []))

    def members(self, *standings: WgsStanding) -> tuple[str, ...]:
        """Who of the team has one of these standings under the WGS."""
        return tuple(o for o, member in self.standing.team.items() if ROLES[member.role].standing in standings)

    @property
    def third_parties(self) -> tuple[str, ...]:
        """Who may be let in."""
        return tuple(o for o in self.organisations if o.startswith("woonpartner"))

    def days(self, first: int, last: int) -> Some:
        return lambda lot: self.today + timedelta(days=lot.randint(first, last))


def _just(value: Any) -> Some:
    return lambda lot: value


def _one(values: Iterable[Any]) -> Some:
    known = list(values)
    return lambda lot: lot.choice(known)


Fields = Mapping[str, Some]


def _same(sample: BaseModel, **other: Some) -> Callable[[Seen], Fields]:
    """As the sample, but for these."""
    return lambda seen: {**{name: _just(value) for name, value in sample}, **other}


def _exit(seen: Seen) -> Fields:
    long_stable = _just(seen.today - timedelta(days=800))
    public = _just(seen.members(WgsStanding.PUBLIC))
    return {
        **_same(SAMPLE_EXIT)(seen),
        "participants": _just(seen.everyone),
        "stable_since": long_stable,
        "deciders": public,
    }


def _other_heads(seen: Seen) -> Fields:
    heads = SAMPLE_HEADS if seen.zvh == HAAGLANDEN else ROTTERDAM_HEADS
    return {"heads": _one([heads, heads.model_copy(update={"coordinator": "Een ander"})])}


def _admission(seen: Seen) -> Fields:
    """Now and then with data that a supplier must agree to, or with participants that must still be heard."""
    special = (Category.HOUSING, Category.HEALTH, Category.POLICE)
    return {
        **_lawful(seen),
        "organisation": _one(seen.third_parties),
        "categories": _one([(Category.HOUSING,), (Category.GUIDANCE, Category.IDENTITY), special]),
        "until": _one([None, seen.today + timedelta(days=20)]),
    }


def _latest_admission(seen: Seen) -> Fields:
    return {"admission": _just(max(seen.standing.admissions, default=1))}


def _objected_admission(seen: Seen) -> Fields:
    against = [number for number, admission in seen.standing.admissions.items() if admission.objections]
    return {"admission": _just(max(against, default=1))}


def _lawful(seen: Seen) -> Fields:
    participants = seen.members(WgsStanding.PUBLIC, WgsStanding.PRIVATE)
    return {
        "necessity": _just(TEXT),
        "legal_basis": _just(TEXT),
        "rac_reference": _just("RAC-2026-001"),
        "heard": _one([participants, participants, participants[:1]]),
    }


def _giving(seen: Seen) -> Fields:
    return {
        **_lawful(seen),
        "given_on": seen.days(-3, 0),
        "categories": _one([(Category.HOUSING,), tuple(Category)]),
        "agreed_by": _just(tuple(seen.organisations)),
    }


def _about_own(**other: Some) -> Callable[[Seen], Fields]:
    """On data of a category, by who gave it."""
    categories = _one([(Category.HEALTH,), (Category.GUIDANCE, Category.HOUSING)])
    return lambda _: {"categories": categories, "event": _just(None), "supplier": _just(None), **other}


def _correction(seen: Seen) -> Fields:
    """Of the report: of what may be corrected in words, and of what may not."""
    return {
        "event": _just(seen.reported or uuid4()),
        "field": _one(["reason", "reason", "person.name", "by.functionary"]),
        "person": _just(None),
        "text": _just(TEXT),
    }


SENSIBLE: Mapping[type[CommandData], Callable[[Seen], Fields]] = {
    inclusion.ReportClient: _same(SAMPLE_REPORT),
    inclusion.AssessPurpose: _same(SAMPLE_PURPOSE, fits=_one([True, True, True, False])),
    inclusion.ConcludeTriage: _same(SAMPLE_TRIAGE, outcome=_one([TriageOutcome.INCLUSION_TABLE, *TriageOutcome])),
    inclusion.IncludeClient: _same(SAMPLE_INCLUSION),
    inclusion.DeclineInclusion: _same(SAMPLE_DECLINE),
    inclusion.PostponeInclusion: lambda _: {
        name: _just(value)
        for name, value in {
            "seats": SAMPLE_SEATS,
            "criteria": SAMPLE_CRITERIA,
            "positions": SAMPLE_POSITIONS,
        }.items()
    },
    inclusion.ExcludeClient: _exit,
    inclusion.ChangeHeads: _other_heads,
    third_parties.AdmitThirdParty: _admission,
    third_parties.AnswerAdmissionRequest: lambda _: {"agrees": _one([True, True, False]), "supplier": _just(None)},
    third_parties.ObjectToAdmission: _latest_admission,
    third_parties.WithdrawAdmission: _latest_admission,
    third_parties.WithdrawAdmissionObjection: _objected_admission,
    third_parties.RecordResultGiven: _giving,
    third_parties.GiveFeedback: lambda _: {"giving": _just(None)},
    inclusion.RecordDeath: lambda seen: {"died_on": seen.days(-2, 0)},
    plan.AssessSituation: _same(SAMPLE_PICTURE),
    plan.RecordWlzCheck: lambda _: {
        "indicated": _just(True),
        "ground": _one(WlzGround),
        "profile": _just(None),
    },
    plan.EstablishPlan: lambda _: {"plan": _just(SAMPLE_DRAFT)},
    plan.RevisePlan: lambda _: {"plan": _just(SAMPLE_DRAFT)},
    plan.HoldReview: lambda _: {"findings": _just(SAMPLE_REVIEW.findings), "next_before": _just(None)},
    plan.StartHousingRoute: lambda seen: {"owner": _just(seen.zvh)},
    plan.AdvanceHousingRoute: lambda seen: {"owner": _just(seen.zvh), "route": _just(1), "due": _just(None)},
    signals.ActivateScenario: lambda _: {"scenario": _one([TIME_OUT.key, SCALING_DOWN.key])},
    signals.AssignSecureBed: lambda _: {"level": _just(4)},
    signals.ExtendSecureBedStay: lambda seen: {"until": seen.days(25, 60)},
    signals.RecordBottleneck: lambda _: {"name": _just(None)},
    signals.ReleaseBottleneck: lambda _: {"name": _just(None)},
    handover.AnnounceMove: lambda seen: {"to_zvh": _just(ROTTERDAM if seen.zvh == HAAGLANDEN else HAAGLANDEN)},
    handover.AcceptHandover: lambda seen: {"heads": _just(SAMPLE_HEADS if seen.zvh == HAAGLANDEN else ROTTERDAM_HEADS)},
    handover.AnswerSupplierRequest: lambda _: {"agrees": _one([True, True, False]), "supplier": _just(None)},
    disclosure.RefuseProvision: lambda _: {"categories": _just((Category.HEALTH,))},
    disclosure.SetConditions: _about_own(not_to=_one([None, Recipients(roles=(Role.POLITIE,))]), only_to=_just(None)),
    disclosure.ObjectToDisclosure: _about_own(),
    disclosure.RectifyDatum: _correction,
    handover.HoldJointMeeting: lambda _: {"participants": _just((HAAGLANDEN, ROTTERDAM))},
}
"""What chance alone does not find. What is not in it follows from the fields."""

_OF_THE_END = (retention.DestroyCase, retention.WithdrawDestruction, retention.ConfirmDestruction)
"""After them there is no case for which anything could hold; they are given in tests/retention."""

OF_A_CASE: tuple[type[CommandData], ...] = tuple(
    command
    for name, command in COMMANDS.items()
    if SERVICE_OF_COMMAND[name] != "monitor" and command not in _OF_THE_END
)
"""Every command on a case; what `monitor` takes is about none."""


def data_of(command: type[CommandData], seen: Seen) -> Callable[[Random], CommandData]:
    """The command with data that fits. A field that may be absent sometimes is."""
    sensible = SENSIBLE[command](seen) if command in SENSIBLE else {}
    fields = {
        name: sensible[name] if name in sensible else _field(name, info.annotation, info.metadata, seen)
        for name, info in command.model_fields.items()
    }
    return lambda lot: command(**{name: some(lot) for name, some in fields.items()})


def _field(name: str, annotation: Any, metadata: Sequence[Any], seen: Seen) -> Some:
    if name == "participants":
        return _just(seen.everyone)
    if name == "deciders":
        public = seen.members(WgsStanding.PUBLIC)
        return _one([public, public, (), tuple(seen.organisations[:2])])
    return _value(annotation, metadata, seen)


def _value(annotation: Any, metadata: Sequence[Any], seen: Seen) -> Some:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], (*arguments[1:], *metadata), seen)
    if origin in (Union, UnionType):
        kinds = [_value(a, metadata, seen) for a in arguments if a is not type(None)]
        absent = 0.2 if type(None) in arguments else 0.0
        return lambda lot: None if lot.random() < absent else lot.choice(kinds)(lot)
    if origin is Literal:
        return _one(arguments)
    if origin is tuple:
        least, some = _bound(metadata, "min_length") or 0, _value(arguments[0], (), seen)
        return lambda lot: tuple(some(lot) for _ in range(lot.randint(least, max(least, 2))))
    return _plain(annotation, metadata, seen)


def _plain(kind: Any, metadata: Sequence[Any], seen: Seen) -> Some:
    if issubclass(kind, Enum):
        return _one(list(kind))
    if issubclass(kind, BaseModel):
        fields = {n: _field(n, info.annotation, info.metadata, seen) for n, info in kind.model_fields.items()}
        return lambda lot: kind.model_validate({name: some(lot) for name, some in fields.items()})
    if kind is bool:
        return _one([True, False])
    if kind is int:
        least = _bound(metadata, "ge") or 0
        return _one(range(least, 1 + min(_bound(metadata, "le") or least + MOST - 1, least + 20)))
    if kind is date:
        return seen.days(-1, 40)
    if kind is str:
        organisation = ORGANISATION_ID in (_bound(metadata, "pattern") or "")
        return _one([*seen.everyone, *seen.organisations]) if organisation else _just(TEXT)
    raise TypeError(f"what fits a field of {kind}? Say so here, or in SENSIBLE for the command.")


def _bound(metadata: Sequence[Any], name: str) -> Any:
    bounds = (bound for m in metadata for bound in (m.metadata if isinstance(m, FieldInfo) else [m]))
    return next((value for bound in bounds if (value := getattr(bound, name, None)) is not None), None)
