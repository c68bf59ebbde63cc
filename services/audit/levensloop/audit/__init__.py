"""The accountability service: records of what was done with personal data, a tree over them, and checkpoints."""
