"""The register of processing activities (GDPR 30, WGS 2.26): to which activity each thing that is done belongs."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from levensloop.contracts.registry import EVENTS, SERVICE_OF_COMMAND, SERVICE_OF_EVENT

_FOLDER = files("levensloop.contracts.register")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row; all but `code` and `services` in Dutch. `activity`: which of the two of article 2.26 it serves."""

    code: str
    services: tuple[str, ...]
    name: str
    activity: str
    purpose: str
    article: str
    recipients: str
    kept: str


@dataclass(frozen=True, slots=True)
class RegisterVersion:
    """When which version of the register began, and who decided on it."""

    number: str
    date: str
    decided_by: str
    status: str
    what: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines())


@cache
def register_versions() -> tuple[RegisterVersion, ...]:
    """Oldest first."""
    return tuple(RegisterVersion(*row.values()) for row in _rows("versions.csv"))


REGISTER = register_versions()[-1].number
"""The version that holds now."""


def register_on(day: date) -> str:
    """The version that was in force on this day; before there was any, the first."""
    begun = [version.number for version in register_versions() if date.fromisoformat(version.date) <= day]
    return begun[-1] if begun else register_versions()[0].number


@cache
def activities(version: str = REGISTER) -> tuple[Activity, ...]:
    """All rows of a version. Raises `FileNotFoundError` for one that is not kept here."""
    return tuple(
        Activity(**{**row, "services": tuple(row["services"].split())})  # type: ignore[arg-type]
        for row in _rows(f"v{version}.csv")
    )


def activity_of(what: str) -> str:
    """The code of the activity that something belongs to: an event (wire name), a command, or `<service>.<question>`.

    What is of no service is of keeping account itself.
    """
    of_event = SERVICE_OF_EVENT[EVENTS[what]] if what in EVENTS else None
    service = of_event or SERVICE_OF_COMMAND.get(what) or what.partition(".")[0]
    return _by_service().get(service, "verantwoorden")


def activity_id(code: str, base: str, version: str) -> str:
    """What points to the row of that version: `base`, the address at which a ZVH publishes the page, with the place in it."""
    return f"{base}#{code}-{version}"


@cache
def _by_service() -> Mapping[str, str]:
    return {service: activity.code for activity in activities() for service in activity.services}
