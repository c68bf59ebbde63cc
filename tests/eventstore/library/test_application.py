"""The library's own example application, unmodified: events, notification log and snapshots on a real server."""

from __future__ import annotations

import os
from unittest.mock import patch

from eventsourcing.tests import application as cases


class TestExampleApplication(cases.ExampleApplicationTestCase):
    nats_env: dict[str, str]
    expected_factory_topic = "levensloop.infra.eventstore.library.factory:JetStreamFactory"

    def setUp(self) -> None:
        super().setUp()
        environment = patch.dict(os.environ, self.nats_env)
        environment.start()
        self.addCleanup(environment.stop)
