"""Bundles of entries (C2SP tlog-tiles): each entry behind its length in two bytes."""

from levensloop.verifier.errors import EntryTooLarge, TileDamaged

LENGTH_SIZE = 2
LARGEST = (1 << 8 * LENGTH_SIZE) - 1
"""Bytes in the largest entry."""


def framed(entry: bytes) -> bytes:
    """One entry as it stands in a bundle; raises EntryTooLarge."""
    if len(entry) > LARGEST:
        raise EntryTooLarge(len(entry), LARGEST)
    return len(entry).to_bytes(LENGTH_SIZE) + entry


def unbundled(data: bytes, path: str) -> list[bytes]:
    """The entries in a bundle; raises TileDamaged when it ends halfway. `path`: what the error calls it."""
    found, at = [], 0
    while at < len(data):
        begin = at + LENGTH_SIZE
        end = begin + int.from_bytes(data[at:begin])
        if begin > len(data) or end > len(data):
            raise TileDamaged(path, "het houdt midden in een regel op")
        found.append(data[begin:end])
        at = end
    return found
