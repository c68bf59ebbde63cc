"""What an accountability log and a witness are called in checkpoints: by their organisation, so that a record of another shows. Nobody is
in these names."""

_LOG = "levensloopaanpak.nl/verantwoording/"
_WITNESS = "levensloopaanpak.nl/getuige/"


def log_name(zvh: str) -> str:
    """The accountability log of a ZVH: the first line of its checkpoints, and the name of its key."""
    return _LOG + zvh


def witness_name(org: str) -> str:
    """Under which an organisation cosigns."""
    return _WITNESS + org


def witness_in(name: str) -> str | None:
    """The organisation that cosigns under this name; None for the name of something else."""
    return name.removeprefix(_WITNESS) if name.startswith(_WITNESS) else None
