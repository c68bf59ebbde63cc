"""A container engine, if one can be had: a Docker engine that answers, else Debian's podman serving Docker's API while the tests run."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import docker
from docker.errors import DockerException

START_SECONDS = 20.0

# Without limits named here podman hands on those of the host, and a host that allows less than podman's own default cannot start anything.
PODMAN_CONF = """\
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
"""


class NoEngine(Exception):
    """No container engine can be had; the message says what was tried."""


@contextmanager
def engine(home: Path) -> Iterator[str]:
    """The address of an engine that answers. Raises `NoEngine`."""
    refused = _answer(None)
    if refused is None:
        yield os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
        return
    podman = shutil.which("podman")
    if podman is None:
        raise NoEngine(f"no Docker engine answers ({refused}) and podman is not installed")
    with _serving(podman, home) as address:
        yield address


@contextmanager
def _serving(podman: str, home: Path) -> Iterator[str]:
    conf, log = home / "containers.conf", home / "podman.log"
    conf.write_text(PODMAN_CONF)
    address = f"unix://{home / 'podman.sock'}"
    with log.open("wb") as out:
        service = subprocess.Popen(
            [podman, "system", "service", "--time=0", address],
            env={**os.environ, "CONTAINERS_CONF": str(conf)},
            stdout=out,
            stderr=out,
        )
    try:
        deadline = monotonic() + START_SECONDS
        while (refused := _answer(address)) is not None:
            if service.poll() is not None or monotonic() > deadline:
                said = log.read_text(errors="replace").strip()
                raise NoEngine(f"podman does not answer: {said or refused}")
            sleep(0.05)  # its socket is the only sign it gives
        yield address
    finally:
        service.terminate()
        service.wait(timeout=20)


def _answer(address: str | None) -> str | None:
    """None when an engine answers, else why not."""
    try:
        client = docker.DockerClient(base_url=address) if address else docker.from_env()
        try:
            client.ping()
        finally:
            client.close()
    except DockerException as error:
        return str(error)
    return None
