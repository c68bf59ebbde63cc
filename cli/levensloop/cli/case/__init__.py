"""`levensloop case`: the cases of a ZVH, and one case as a page."""
