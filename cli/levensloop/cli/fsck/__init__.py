"""`levensloop fsck`: a whole node, held against what it says of itself."""
