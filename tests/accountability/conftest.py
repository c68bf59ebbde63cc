"""A collector of spans for each test that asks for one."""

from collections.abc import Iterator

import pytest

from support.collector import Collector, collecting


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as found:
        yield found
