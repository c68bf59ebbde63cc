"""A ZVH as a whole: the services that its node runs, and what its log leads to in all of them together."""
