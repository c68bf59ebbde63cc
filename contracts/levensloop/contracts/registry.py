"""Which events and commands there are, by their name on the wire; and how an older event becomes the current one."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from levensloop.contracts.commands import disclosure as disclosure_commands
from levensloop.contracts.commands import handover as handover_commands
from levensloop.contracts.commands import inclusion as inclusion_commands
from levensloop.contracts.commands import monitor as monitor_commands
from levensloop.contracts.commands import plan as plan_commands
from levensloop.contracts.commands import retention as retention_commands
from levensloop.contracts.commands import signals as signals_commands
from levensloop.contracts.commands import third_parties as third_parties_commands
from levensloop.contracts.event import CommandData, DomainEvent
from levensloop.contracts.events import disclosure as disclosure_events
from levensloop.contracts.events import handover as handover_events
from levensloop.contracts.events import inclusion as inclusion_events
from levensloop.contracts.events import monitor as monitor_events
from levensloop.contracts.events import plan as plan_events
from levensloop.contracts.events import retention as retention_events
from levensloop.contracts.events import signals as signals_events
from levensloop.contracts.events import third_parties as third_parties_events

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

_EVENT_MODULES: dict[str, tuple[ModuleType, ...]] = {
    "inclusion": (inclusion_events, third_parties_events),
    "plan": (plan_events,),
    "signals": (signals_events,),
    "handover": (handover_events,),
    "disclosure": (disclosure_events,),
    "retention": (retention_events,),
    "monitor": (monitor_events,),
}
_COMMAND_MODULES: dict[str, tuple[ModuleType, ...]] = {
    "inclusion": (inclusion_commands, third_parties_commands),
    "plan": (plan_commands,),
    "signals": (signals_commands,),
    "handover": (handover_commands,),
    "disclosure": (disclosure_commands,),
    "retention": (retention_commands,),
    "monitor": (monitor_commands,),
}


T = TypeVar("T", DomainEvent, CommandData)


def _defined_in(modules: tuple[ModuleType, ...], kind: type[T]) -> Iterator[type[T]]:
    for module in modules:
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, kind) and thing.__module__ == module.__name__:
                yield thing


EVENTS: Mapping[str, type[DomainEvent]] = MappingProxyType(
    {event.wire_name(): event for modules in _EVENT_MODULES.values() for event in _defined_in(modules, DomainEvent)}
)
"""Wire name with version → event class, newest versions only."""

COMMANDS: Mapping[str, type[CommandData]] = MappingProxyType(
    {
        command.wire_name(): command
        for modules in _COMMAND_MODULES.values()
        for command in _defined_in(modules, CommandData)
    }
)
"""Command name → command class."""

SERVICE_OF_EVENT: Mapping[type[DomainEvent], str] = MappingProxyType(
    {event: name for name, modules in _EVENT_MODULES.items() for event in _defined_in(modules, DomainEvent)}
)
SERVICE_OF_COMMAND: Mapping[str, str] = MappingProxyType(
    {c.wire_name(): name for name, modules in _COMMAND_MODULES.items() for c in _defined_in(modules, CommandData)}
)

UPCASTS: Mapping[tuple[str, int], Upcast] = MappingProxyType({})
"""(name without version, version) → the data of that version turned into the next one's. No event has a second version yet."""
