"""The register of processing activities, as data: one file per version."""
