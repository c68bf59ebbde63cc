"""What is recorded: every operation of the node as an accountability record, and who might do what."""
