"""The errors that tell a user, in Dutch, what is wrong and what to do."""

from levensloop.audit.giving.logboek_export import NotConfirmed
from levensloop.cli.asking import Refused
from levensloop.cli.command_file import CommandFileError
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.eventstore.errors import EventStoreError
from levensloop.infra.messaging.client import Unanswered
from levensloop.infra.messaging.partner import HistoryRefused
from levensloop.infra.messaging.reading import KeysRefused
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.play.case_problems import CaseFileError
from levensloop.verifier.errors import AuditError

SAYS_WHAT_TO_DO = (
    AuditError,
    NodesError,
    EventStoreError,
    CaseFileError,
    CommandFileError,
    HistoryRefused,
    KeysRefused,
    NotConfirmed,
    Refused,
    SecrecyError,
    Unanswered,
    UnreadableEvent,
)
