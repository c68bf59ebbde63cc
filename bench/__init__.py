"""Benchmarks on the real server, each against a baseline measured in the same run. `python -m bench`; docs/performance.md."""
