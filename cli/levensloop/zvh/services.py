"""The services that a ZVH's node runs: what each is, and how it is wired."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from levensloop.disclosure.service import disclosure
from levensloop.handover.service import handover
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.service import Service
from levensloop.plan.service import plan
from levensloop.retention.service import retention
from levensloop.signals.service import signals

if TYPE_CHECKING:
    from levensloop.infra.messaging.app import ServiceApp  # brings along what only serving needs


def _app(service: str) -> "Callable[[Node], ServiceApp]":
    def wired(node: Node) -> "ServiceApp":
        made: ServiceApp = import_module(f"levensloop.{service}.app").app(node)
        return made

    return wired


APPS: "Mapping[str, Callable[[Node], ServiceApp]]" = {
    service: _app(service)
    for service in (
        "inclusion",
        "plan",
        "signals",
        "handover",
        "disclosure",
        "retention",
        "documents",
        "monitor",
        "audit",
    )
}
"""Every service of a ZVH's node, by name; loaded when it is wired, for most commands run none."""

CASE_SERVICES: tuple[Service[Any], ...] = (inclusion, plan, signals, handover, disclosure, retention)
"""Those that hold a part of a case."""
