"""The accountability record: what was done with personal data of whom, by whom, in which capacity, and by which right (WGS 1.8(2)(4)).

One record is about one case, or about none (who read the log of the node as a whole). It never holds the data itself, but says of
which categories it was and by which ground it went, also after the data is destroyed. Whom it is about is
named by the case id, a pseudonym that only the ZVH resolves; who acted by organisation and function, and by a pseudonym that only that
organisation resolves.
"""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from levensloop.contracts.categories import Category
from levensloop.contracts.event import CaseId, Moment, OrganisationId, Text, Value
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Grant
from levensloop.contracts.pseudonym import Pseudonym
from levensloop.contracts.roles import Role, WgsStanding
from levensloop.contracts.vouched import Vouched


class Operation(StrEnum):
    """What was done (WGS 1.8(4); the Act names no list, this one is ours)."""

    COLLECT = "collect"
    """Somebody supplied data that was not there before."""
    ALTER = "alter"
    """What was there was changed or added to."""
    CONSULT = "consult"
    """Data was shown to a person, or exported."""
    DISCLOSE = "disclose"
    """Data was made ready for an organisation, or the key to it was given."""
    COMBINE = "combine"
    """Data of several suppliers came together in one result: triage, an assessment, figures."""
    ERASE = "erase"
    """Data was destroyed, or taken back before it was read."""
    REFUSE = "refuse"
    """What was asked was not done; `rule` says why."""
    OBJECT = "object"
    """A supplier objected, refused to provide, or set a condition (1.5(1), 1.7(1), 2.29(3))."""
    ADMIT = "admit"
    """An organisation came into the case, or left it."""
    AUTHORISE = "authorise"
    """Who may do what changed: the topology, the matrix, a decision about retention."""
    READ_LOG = "read-log"
    """The accountability log itself was read; `log_purpose` says for which of the four purposes."""


class Capacity(StrEnum):
    """In which of the three roles somebody acts (WGS 1.8(2))."""

    EXECUTING = "executing"
    TESTING = "testing"
    """Lawfulness: the rechtmatigheidsadviescommissie, the FG, an auditor."""
    MAINTAINING = "maintaining"
    """Who keeps the systems, and what a system does by itself."""


class LogPurpose(StrEnum):
    """What log data may be used for, and nothing else (WGS 1.8(4))."""

    LAWFULNESS = "lawfulness"
    INTERNAL_CONTROL = "internal-control"
    SECURITY = "integrity-and-security"
    LEGAL_PROCEEDINGS = "legal-proceedings"


class Outcome(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 .:+/_-]{0,119}$")]
"""A name out of a closed list: a type of event, a command, a view, a document. Never what somebody typed."""


WHO_ACTED_DESTROYED = "who-acted-destroyed"
"""`what` of the `ERASE` record that says that keys were destroyed under which functionaries stand sealed in this log; `codes` are the ids
of these keys. Of the records that name such a key, before it or after, who acted is gone."""


KEYS_DESTROYED = "keys-destroyed"
"""`what` of the `ERASE` record that names, in `codes`, the ids of keys of a case that are destroyed; written before they are."""

TAKEN_OUT = "taken-out"
"""`what` of the `ERASE` record that names, in `codes`, what is taken out of streams of the node: `<stream>:<position>`; written first."""


class Covered(Value):
    """A message of a stream of the node that this record covers. `digest`: SHA-256 of its subject, a newline and its bytes, in hex."""

    stream: Name
    position: Annotated[int, Field(ge=1)]
    subject: str
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Origin(Value):
    """Who did what came here with a case that another ZVH handed over, and when that was first recorded there (UTC). `standing`: of who did
    it, where the topology of here knows."""

    organisation: OrganisationId
    at: Moment
    standing: WgsStanding | None = None


class Account(Value):
    """One record. `functionary` and `person` stand sealed in the log, under a key of (case, accountability); all else in clear.

    `vouched`: in which way it is known who acted; without it as the organisation declares.

    `by` of a refusal is who asked. `authorisation` names the version of who may do what by which was judged. `conditions` are the
    numbers of conditions and objections that applied, or that an event set, lifted or refused. `categories` are of the data (2.30). `codes`
    are the lines of the matrix; of an event, what else of it is in a closed form, such as `rac:RAC-2026-014`. `matrix`: the version in
    force, of a disclosure that by which it went. `ground` is the first of `held`: by which ground care data and special categories went.

    With an `origin`, `organisation`, `role` and `standing` are of the ZVH that handed it over and `at` is when it was received;
    `functionary`, `person`, `vouched` and `capacity` are of who did it there, as it says. `to_role`: the role of `to` in a disclosure, by
    which was judged.
    """

    id: UUID
    at: Moment
    zvh: OrganisationId
    operation: Operation
    what: Name
    outcome: Outcome = Outcome.DONE
    organisation: OrganisationId
    functionary: Text
    person: Pseudonym | None = None
    vouched: Vouched | None = None
    role: Role
    standing: WgsStanding
    capacity: Capacity
    authorisation: Name
    case: CaseId | None = None
    categories: tuple[Category, ...] = ()
    activity: Name | None = None
    """The activity of article 2.26 that the processing belongs to, as the register of processing activities calls it."""
    purpose: Name | None = None
    """Why: the code of the purpose in the register or the matrix."""
    article: Name | None = None
    ground: Name | None = None
    held: tuple[GroundHeld, ...] = ()
    rule: Name | None = None
    to: OrganisationId | None = None
    to_role: Role | None = None
    matrix: Name | None = None
    grants: tuple[Grant, ...] = ()
    codes: tuple[Name, ...] = ()
    conditions: tuple[Name, ...] = ()
    event: UUID | None = None
    letter: UUID | None = None
    """The number of the letter that was made ready, or to which the key was given or refused."""
    because: UUID | None = None
    log_purpose: LogPurpose | None = None
    covers: tuple[Covered, ...] = ()
    traceparent: str | None = None
    origin: Origin | None = None
