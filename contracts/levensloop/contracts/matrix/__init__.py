"""The disclosure matrix as data: role × event type × field, per version, with for each grant its purpose, article and ground."""
