"""The commands of the services, one module per service."""
