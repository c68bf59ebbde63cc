"""The events of the services, one module per service."""
