"""`levensloop audit`: what an auditor does with the logs of a ZVH."""
