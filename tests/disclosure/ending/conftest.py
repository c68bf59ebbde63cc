"""As above, and the crisisdienst has a node of its own, which may be away."""

import pytest

from levensloop.infra.nodes.topology import Topology
from support.samples.world import CRISISDIENST, HAAGLANDEN
from support.topologies import two_zvhs


@pytest.fixture(scope="session")
def topology() -> Topology:
    return two_zvhs(HAAGLANDEN, CRISISDIENST)
