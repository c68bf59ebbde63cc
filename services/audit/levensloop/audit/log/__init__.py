"""The log itself: the tree that grows over its records, its files, checkpoints, keys and witnesses."""
