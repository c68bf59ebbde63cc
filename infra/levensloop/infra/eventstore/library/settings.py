"""What the environment says; each variable may carry the application's name in front, as everywhere in the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from eventsourcing.utils import Environment, strtobool

URL = "NATS_URL"
NKEY_SEED_FILE = "NATS_NKEY_SEED_FILE"
DOMAIN = "NATS_DOMAIN"
STREAM_PREFIX = "NATS_STREAM_PREFIX"
REPLICAS = "NATS_REPLICAS"
TIMEOUT = "NATS_TIMEOUT"
CONNECT_TIMEOUT = "NATS_CONNECT_TIMEOUT"
CREATE_TABLE = "CREATE_TABLE"
ORIGINATOR_ID_TYPE = "ORIGINATOR_ID_TYPE"

IdType = Literal["uuid", "text"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the streams are and how to reach them; times in seconds."""

    url: str
    application: str
    prefix: str
    nkey_seed_file: str | None
    domain: str | None
    replicas: int
    timeout: float
    connect_timeout: float
    id_type: IdType

    @property
    def api(self) -> str:
        """Prefix of the JetStream API."""
        return f"$JS.{self.domain}.API" if self.domain else "$JS.API"


def read(env: Environment) -> Settings:
    """The settings in `env`; OSError (as the library's own modules) when one is missing or cannot be."""
    url = env.get(URL)
    if not url:
        raise OSError(f"NATS server URL not found in environment with keys: {', '.join(env.create_keys(URL))}")
    id_type = (env.get(ORIGINATOR_ID_TYPE) or "uuid").lower()
    if id_type not in ("uuid", "text"):
        raise OSError(f"{ORIGINATOR_ID_TYPE} is '{id_type}', expected 'uuid' or 'text'")
    replicas = _number(env, REPLICAS, 1)
    if replicas not in (1, 3, 5):
        raise OSError(f"{REPLICAS} is {replicas:g}, expected 1, 3 or 5")
    return Settings(
        url=url,
        application=env.name,
        prefix=env.get(STREAM_PREFIX) or "ES",
        nkey_seed_file=env.get(NKEY_SEED_FILE) or None,
        domain=env.get(DOMAIN) or None,
        replicas=int(replicas),
        timeout=_number(env, TIMEOUT, 5),
        connect_timeout=_number(env, CONNECT_TIMEOUT, 5),
        id_type=cast(IdType, id_type),
    )


def may_create(env: Environment) -> bool:
    """Whether a recorder makes the stream it needs when there is none; the library's CREATE_TABLE, "yes" by default."""
    return bool(strtobool(env.get(CREATE_TABLE) or "yes"))


def _number(env: Environment, key: str, default: float) -> float:
    text = (env.get(key) or "").strip() or str(default)
    try:
        value = float(text)
    except ValueError:
        raise OSError(f"{key} is '{text}', expected a number") from None
    if value <= 0:
        raise OSError(f"{key} is '{text}', expected more than 0")
    return value
