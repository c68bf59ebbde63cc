"""Who witnesses the accountability log of which ZVH, and how many of them are enough: what of it can be wrong in a topology."""

from collections.abc import Iterator

from levensloop.contracts.roles import Role
from levensloop.infra.nodes.topology import Organisation, Topology


def quorum(zvh: Organisation) -> int:
    """How many of its witnesses make a checkpoint of this ZVH trusted: as the topology says, else more than half; 0 without witnesses."""
    return zvh.quorum or (len(zvh.witnesses) // 2 + 1 if zvh.witnesses else 0)


def witnessed_by(topology: Topology, org: str) -> list[str]:
    """The ZVHs whose log this organisation witnesses."""
    return [zvh.id for zvh in topology.zvhs() if org in zvh.witnesses]


def witness_contradictions(topology: Topology) -> Iterator[str]:
    """One Dutch sentence each, starting with the field."""
    for at, organisation in enumerate(topology.organisations):
        field, named = f"organisations[{at}] ({organisation.id})", organisation.witnesses
        if organisation.role is not Role.ZVH:
            if named or organisation.quorum or organisation.log_key or organisation.earlier_log_keys:
                yield f"{field}: alleen een ZVH heeft een verantwoordingslogboek; laat witnesses, quorum en log_key weg"
            continue
        partners = {partner.id for partner in topology.partners(organisation.id)} - {z.id for z in topology.zvhs()}
        for witness in named:
            if witness not in partners:
                yield f"{field}.witnesses: '{witness}' werkt niet met dit ZVH; een getuige is een organisatie die dat wel doet"
        if len(set(named)) < len(named):
            yield f"{field}.witnesses: een getuige staat er hoogstens één keer in"
        if (organisation.quorum or 0) > len(named):
            yield f"{field}.quorum: {organisation.quorum} van {len(named)} getuigen kan niet"
