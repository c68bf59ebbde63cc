"""Secrecy and proof: personal fields at rest under keys of their case, messages to others encrypted and signed (docs/secrecy.md)."""
