"""The services that a ZVH's node runs: what each is, and how it is wired."""

from collections.abc import Callable, Mapping
from typing import Any

from levensloop.audit.app import app as audit_app
from levensloop.disclosure.app import app as disclosure_app
from levensloop.disclosure.service import disclosure
from levensloop.documents.app import app as documents_app
from levensloop.handover.app import app as handover_app
from levensloop.handover.service import handover
from levensloop.inclusion.app import app as inclusion_app
from levensloop.inclusion.service import inclusion
from levensloop.infra.messaging.app import ServiceApp
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.service import Service
from levensloop.monitor.app import app as monitor_app
from levensloop.plan.app import app as plan_app
from levensloop.plan.service import plan
from levensloop.retention.app import app as retention_app
from levensloop.retention.service import retention
from levensloop.signals.app import app as signals_app
from levensloop.signals.service import signals

APPS: Mapping[str, Callable[[Node], ServiceApp]] = {
    "inclusion": inclusion_app,
    "plan": plan_app,
    "signals": signals_app,
    "handover": handover_app,
    "disclosure": disclosure_app,
    "retention": retention_app,
    "documents": documents_app,
    "monitor": monitor_app,
    "audit": audit_app,
}
"""Every service of a ZVH's node, by name."""

CASE_SERVICES: tuple[Service[Any], ...] = (inclusion, plan, signals, handover, disclosure, retention)
"""Those that hold a part of a case."""
