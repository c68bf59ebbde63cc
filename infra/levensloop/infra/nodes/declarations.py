"""From our tables to what JetStream's API takes, and what of it a server can change later."""

from collections.abc import Iterator
from typing import Any

from levensloop.infra.nodes.streams import Consumer, Source, Stream

_SECOND = 1_000_000_000
_HEARTBEAT = (
    _SECOND  # as the server takes for sources of its own making; after silence of twice this the source asks again
)
# The server refuses to change these, or changing them would change what the stored data means.
_FIXED = ("name", "storage", "retention", "allow_msg_schedules", "durable_name", "ack_policy", "deliver_policy")
# Where a stream that others source from begins. Not at 1: as long as nothing is acknowledged, a consumer there stands at 0, and the
# server (2.14.6, 2.15.1) then answers CONSUMER.RESET now and again with an older position from its disk. The source believes that,
# passes over what is below it, and acknowledges messages it never stored: they are lost to it for good.
SOURCED_FROM = 2
# What only holds when a stream is made.
AT_BIRTH = ("first_seq",)
# A consumer is a pull or a push one for life; where it is pushed to may change.
_PRESENCE = ("deliver_subject",)


def stream_config(stream: Stream, replicas: int) -> dict[str, Any]:
    """STREAM.CREATE's request. Nothing ages out or is pushed out: a full store refuses new messages instead."""
    config: dict[str, Any] = {
        "name": stream.name,
        "storage": "file",
        "retention": "limits",
        # With schedules the server knows no other than "old", which without limits discards nothing either.
        "discard": "old" if stream.schedules else "new",
        "max_msgs": -1,
        "max_bytes": -1,
        "max_age": 0,
        "num_replicas": replicas,
        "allow_direct": stream.direct,
    }
    if stream.subjects:
        config["subjects"] = list(stream.subjects)
    if stream.sources:
        config["sources"] = [_source(source) for source in stream.sources]
    if stream.sourced:
        config["first_seq"] = SOURCED_FROM
    if stream.largest:
        config["max_msg_size"] = stream.largest
    if stream.atomic:
        config["allow_atomic"] = True
    if stream.schedules:
        config["allow_msg_schedules"] = True
    return config


def _source(source: Source) -> dict[str, Any]:
    config: dict[str, Any] = {
        "name": source.stream,
        "external": {"api": f"$JS.{source.node}.API", "deliver": ""},
        "consumer": {"name": source.consumer, "deliver_subject": source.deliver},
    }
    if source.filed is not None:
        # Every subject, not only the ones expected: the server keeps what no transform matches under the subject it came with.
        config["subject_transforms"] = [{"src": ">", "dest": source.filed}]
    return config


def consumer_config(consumer: Consumer, replicas: int) -> dict[str, Any]:
    """CONSUMER.CREATE's config: from the first message on, each until acknowledged."""
    config: dict[str, Any] = {
        "name": consumer.name,
        "durable_name": consumer.name,
        "filter_subject": consumer.filter,
        "deliver_policy": "all",
        "replay_policy": "instant",
        "max_deliver": -1,
        "num_replicas": replicas,
    }
    if consumer.deliver is None:
        return {**config, "ack_policy": "explicit", "ack_wait": 30 * _SECOND, "max_ack_pending": 1000}
    pushed = {"deliver_subject": consumer.deliver, "flow_control": True, "idle_heartbeat": _HEARTBEAT}
    return {**config, **pushed, "ack_policy": "flow_control", "max_ack_pending": 1000}


def fixed_differences(wanted: dict[str, Any], now: dict[str, Any] | None) -> Iterator[tuple[str, object, object]]:
    """(field, what it is, what it must be) for what cannot be changed; nothing for what does not exist yet."""
    if now is None:
        return
    for field in _FIXED:
        is_now, must = now.get(field) or None, wanted.get(field) or None
        if is_now != must and (field in wanted or field == "allow_msg_schedules"):
            yield field, is_now, must
    for field in _PRESENCE:
        if bool(now.get(field)) != bool(wanted.get(field)):
            yield field, now.get(field), wanted.get(field)


def is_covered(wanted: Any, now: Any) -> bool:
    """Whether everything wanted is already so; what the server adds of its own does not count as a difference."""
    if isinstance(wanted, dict):
        return isinstance(now, dict) and all(is_covered(value, now.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(now, list) and len(wanted) == len(now) and all(map(is_covered, wanted, now))
    return bool(wanted == now) or (not wanted and not now)
