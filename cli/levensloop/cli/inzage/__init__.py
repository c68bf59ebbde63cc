"""`levensloop inzage`: what a person may see of what is processed about them."""
