"""The keys of cases in the node's own JetStream: made when first needed, the same for every service, destroyed for good.

Each scope has one subject, and the last message there is its whole ring. A change writes the ring anew, guarded by the ring that
was read, and then has the server overwrite what stood there before. So of two services that make the same key at once, one
wins and the other uses the winner's; and of a destroyed key nothing is left but its id.
"""

from collections.abc import Callable, Iterable

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId
from levensloop.infra.eventstore.errors import Conflict, StoreUnavailable
from levensloop.infra.eventstore.messages import Guard, NewMessage, StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.secrecy.aead import new_key
from levensloop.infra.secrecy.key_store import Told, nobody
from levensloop.infra.secrecy.keys import CaseKeys, Ring, Scope, Use
from levensloop.infra.secrecy.master import MasterKey
from levensloop.infra.secrecy.recent import Recent
from levensloop.infra.secrecy.stored_ring import parse_ring, unwrap_ring, wrap_ring

TRIES = 10
"""Of one change, while others change the same ring. Default."""


class JetStreamKeys:
    """The `KeyStore` of a node. `store` is on its key stream, which provisioning declares."""

    def __init__(self, store: EventStore, master: MasterKey, recent: Recent[CaseKeys] | None = None) -> None:
        self._store, self._master = store, master
        self._recent = recent if recent is not None else Recent()

    async def to_encrypt(self, case: CaseId, use: Use, organisations: Iterable[str]) -> CaseKeys:
        keys, organisations = self._recent.get(case, use), set(organisations)
        if keys is None or keys.lacking(organisations):  # else one new key would make all at hand look fresh
            keys = await self._load(case, use)
        for organisation in sorted(keys.lacking(organisations)):
            ring = await self._change(Scope(use, case, organisation), _with_current)
            keys = CaseKeys({**keys.rings, organisation: ring})
            self._recent.put(case, use, keys)
        return keys

    async def to_decrypt(self, case: CaseId, use: Use, kids: Iterable[str]) -> CaseKeys:
        wanted = set(kids)
        keys = self._recent.get(case, use)
        if keys is None or not all(map(keys.knows, wanted)):
            keys = await self._load(case, use)
        if not all(map(keys.knows, wanted)) and (newest := await self._store.last(subjects.key(use, case, "*"))):
            # a replica may lag behind the leader, and a key is newest when what it encrypted is
            scope = Scope.of(newest.subject)
            keys = CaseKeys({**keys.rings, scope.organisation: await unwrap_ring(newest.data, scope, self._master)})
            self._recent.put(case, use, keys)
        return keys

    async def rotate(self, scope: Scope) -> bool:
        ring = await self._change(scope, lambda ring: ring.with_new(new_key()) if ring.current else ring)
        return ring.current is not None

    async def take_over(self, scope: Scope, theirs: Ring) -> None:
        await self._change(scope, lambda ring: ring.with_theirs(theirs))

    async def destroy(self, scope: Scope, told: Told = nobody) -> int:
        """Needs no master key: what no longer opens can be destroyed as well."""
        known = set[str]()
        for _ in range(TRIES):
            stored = await self._store.last(scope.subject)
            if stored is None:
                return 0
            ring = parse_ring(stored.data, scope)
            if new := [key.kid for key in ring.keys if key.kid not in known]:
                await told(new)
                known.update(new)
            if await self._replace(scope, ring.emptied().to_bytes() if ring.keys else None, stored.seq):
                return len(ring.keys)
        raise self._busy

    async def scopes(self, case: CaseId) -> list[Scope]:
        found = await self._store.load(subjects.key("*", case, "*"))
        scopes = [Scope.of(subject) for subject in dict.fromkeys(message.subject for message in found)]
        return [scope for scope in scopes if scope.use is not Use.ACCOUNT]

    async def wrap_anew(self) -> int:
        """Wrap under the current master key what is under another, and say how many rings that were. Safe to repeat.

        Once every service runs with the new master key and this says 0, the older can be forgotten.
        """
        last: dict[str, StoredMessage] = {m.subject: m async for m in self._store.replay(subjects.ALL_KEYS)}
        old = [
            m.subject
            for m in last.values()
            if parse_ring(m.data, Scope.of(m.subject)).masters() - {self._master.current}
        ]
        for subject in old:
            await self._change(Scope.of(subject), lambda ring: ring, anyway=True)
        return len(old)

    async def tried(self) -> None:
        newest = await self._store.last(subjects.ALL_KEYS)
        if newest is not None:
            await unwrap_ring(newest.data, Scope.of(newest.subject), self._master)

    def forget(self, case: CaseId) -> None:
        self._recent.forget(case)

    async def _load(self, case: CaseId, use: Use) -> CaseKeys:
        last = {message.subject: message for message in await self._store.load(subjects.key(use, case, "*"))}
        rings = {}
        for subject, message in last.items():
            scope = Scope.of(subject)
            rings[scope.organisation] = await unwrap_ring(message.data, scope, self._master)
        keys = CaseKeys(rings)
        self._recent.put(case, use, keys)
        return keys

    async def _change(self, scope: Scope, change: Callable[[Ring], Ring], *, anyway: bool = False) -> Ring:
        for _ in range(TRIES):
            stored = await self._store.last(scope.subject)
            ring = await unwrap_ring(stored.data, scope, self._master) if stored else Ring()
            changed = change(ring)
            body = await wrap_ring(changed, scope, self._master) if changed != ring or anyway else None
            if await self._replace(scope, body, stored.seq if stored else 0):
                return changed
        raise self._busy

    async def _replace(self, scope: Scope, body: bytes | None, position: int) -> bool:
        """Put this in place of the ring at `position` (None: it stays), and destroy all before. Not when another was first."""
        first = position == 0  # so there is nothing before
        if body is not None:
            try:
                appended = await self._store.append(
                    [NewMessage(scope.subject, body, {}, Guard(scope.subject, position))]
                )
            except Conflict:
                return False
            position = appended.first
        if not first:
            await self._store.erase(
                scope.subject, before=position
            )  # also what an earlier change left when it was cut off
        self._recent.forget(scope.case)
        return True

    @property
    def _busy(self) -> StoreUnavailable:
        return StoreUnavailable(self._store.stream, f"{TRIES} keer was een ander eerder met de sleutels")


def _with_current(ring: Ring) -> Ring:
    return ring if ring.current else ring.with_new(new_key())
