"""A log of a fictional ZVH with three witnesses, as the files that an auditor would get."""

from pathlib import Path

from levensloop.contracts.log_names import log_name
from levensloop.verifier import checkpoint as checkpoints
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.policy import Group, Policy
from levensloop.verifier.proof_file import ProofFile
from levensloop.verifier.tile_reader import Tiles, in_directory
from levensloop.verifier.tile_writer import TileWriter
from levensloop.verifier.verify import Trust

ORIGIN = log_name("zvh-haaglanden")
LOG = SignerKey(ORIGIN, Kind.NOTE, b"\1" * 32)
WITNESSES = tuple(
    SignerKey(f"{name}.example/getuige", Kind.COSIGNATURE, bytes([seed]) * 32)
    for seed, name in enumerate(("politie-haaglanden", "gemeente-den-haag", "zvh-rotterdam"), start=2)
)
AT = 1_800_000_000
POLICY = Policy(
    (LOG.verifier,),
    {f"w{number}": witness.verifier for number, witness in enumerate(WITNESSES)},
    {"getuigen": Group(2, ("w0", "w1", "w2"))},
    "getuigen",
)
TRUST = Trust(POLICY, ORIGIN, AT)


def entry(index: int) -> bytes:
    """Stands for a record that is encrypted."""
    return b"verantwoording %d" % index


def signed(size: int, root: bytes, *, log: SignerKey = LOG, witnesses: tuple[SignerKey, ...] = WITNESSES[:2]) -> bytes:
    """A checkpoint as it is served."""
    note = checkpoints.sign(Checkpoint(log.name, size, root), log)
    for witness in witnesses:
        note = cosign(note, witness, AT)
    return note.format()


class Shown:
    """The files of a log in a directory; `head` is its last checkpoint."""

    def __init__(self, directory: Path, size: int, *, changed: int | None = None) -> None:
        """`changed`: an entry that reads otherwise than elsewhere."""
        self.directory, self.size = directory, size
        writer = TileWriter(directory)
        for index in range(size):
            writer.append(entry(index) + (b"!" if index == changed else b""))
        writer.flush()
        self.root = writer.root
        self.tiles = Tiles(in_directory(directory), size)
        self.head = signed(size, self.root)
        (directory / "checkpoint").write_bytes(self.head)

    def proof(self, index: int) -> bytes:
        """A proof file of one entry."""
        return ProofFile(index, self.tiles.inclusion(index), self.head).format()
