"""What monitor decides: MON-1 whether figures can be delivered, MON-2 what is said of a kind of partner. Pure."""

from levensloop.contracts.commands.monitor import DeliverFigures, RecordCooperation
from levensloop.contracts.decision import Context, Decision
from levensloop.contracts.event import CommandData
from levensloop.contracts.events.monitor import CooperationRecorded, FiguresRequested
from levensloop.contracts.monitoring import Cooperation, first_day, last_day
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.roles import ROLES, WgsStanding
from levensloop.monitor.state import State

PARTNERS = frozenset({WgsStanding.PUBLIC, WgsStanding.PRIVATE, WgsStanding.THIRD})
"""MON-2: the standings of whom the survey asks; not of persons, nor of who only receives."""


def decide(state: State, command: CommandData, context: Context) -> Decision:
    """Events or a refusal."""
    if state.used:
        return refuse("INV-4", "Dit nummer is al gebruikt; cijfers en antwoorden krijgen elk een nieuw nummer.")
    match command:
        case DeliverFigures():
            return _deliver(command, context)
        case RecordCooperation():
            return _cooperation(command, context)
    raise LookupError(type(command).__name__)  # the runtime has refused what is not of this service (INV-2)


def _deliver(command: DeliverFigures, context: Context) -> Decision:
    """Of a half-year that is over: before that every figure could still change. Again is a correction."""
    if last_day(command.half_year) >= context.today:
        return _too_early(
            "MON-1", f"Het halfjaar {command.half_year} loopt tot en met {last_day(command.half_year):%d-%m-%Y}"
        )
    return [FiguresRequested(at=context.now, by=context.by, half_year=command.half_year)]


def _cooperation(command: RecordCooperation, context: Context) -> Decision:
    """Of a half-year that has begun; a later answer replaces an earlier one."""
    if first_day(command.half_year) > context.today:
        return _too_early(
            "MON-2", f"Het halfjaar {command.half_year} begint op {first_day(command.half_year):%d-%m-%Y}"
        )
    if ROLES[command.role].standing not in PARTNERS:
        return refuse("MON-2", f"{ROLES[command.role].dutch} is geen partner in de samenwerking.", field="role")
    answer = Cooperation(role=command.role, takes_role=command.takes_role, keeps_agreements=command.keeps_agreements)
    return [CooperationRecorded(at=context.now, by=context.by, half_year=command.half_year, answer=answer)]


def _too_early(rule: str, when: str) -> Refusal:
    return refuse(rule, f"{when}; dat is nog niet zover.", field="half_year")
