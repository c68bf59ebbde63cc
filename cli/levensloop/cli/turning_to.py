"""What a ZVH has still to set so that a document says where a person turns to (WGS 1.4(2)(4)): told to who makes one, not to its reader."""

from rich.console import Console

from levensloop.infra.nodes.topology import Organisation

FIELDS = {"contact_point": "het contactpunt voor rechten van de betrokkene", "fg": "de coördinerende FG"}


def not_set(zvh: Organisation) -> str | None:
    """What to set where, and why; nothing where both are."""
    missing = [field for field in FIELDS if not getattr(zvh, field)]
    if not missing:
        return None
    what = " en ".join(FIELDS[field] for field in missing)
    return (
        f"LET OP: van {zvh.name} is niet ingesteld wie {what} is (WGS 1.4). In plaats daarvan staat er de naam van het ZVH. Zet "
        f"{' en '.join(missing)} bij {zvh.id} in de topologie, en maak het opnieuw."
    )


def warn(zvh: Organisation) -> None:
    """On the error stream, if anything is to be set."""
    if (said := not_set(zvh)) is not None:
        Console(stderr=True, soft_wrap=True).print(said, markup=False, highlight=False)
