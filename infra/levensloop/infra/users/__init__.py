"""Users that an organisation makes and revokes by itself: grants, revocation lists, and the service at the hub that judges them."""
