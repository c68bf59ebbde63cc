"""The published language: all that a ZVH or a partner needs to understand one another, and nothing else of ours."""
