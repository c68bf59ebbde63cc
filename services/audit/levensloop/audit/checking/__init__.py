"""What a node checks of itself: streams against the log, the log against its checkpoints, files, positions, keys. Repairs nothing."""
