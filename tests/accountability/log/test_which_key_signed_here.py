"""Who would forget the former key of the log hears which key the node signs with, and which the topology names."""

from levensloop.cli.noting_keys import signed_by_another
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.keys import Kind, SignerKey


def test_which_key_signed_and_which_is_named() -> None:
    old, new = (SignerKey("levensloopaanpak.nl/verantwoording/zvh-a", Kind.NOTE, bytes([n]) * 32) for n in (1, 2))
    note = notes.sign(Checkpoint("levensloopaanpak.nl/verantwoording/zvh-a", 1, bytes(32)), old)
    assert signed_by_another(note, old.verifier) is None
    said = signed_by_another(note, new.verifier)
    assert said is not None
    assert (old.verifier.id.hex() in said, new.verifier.id.hex() in said) == (True, True)
