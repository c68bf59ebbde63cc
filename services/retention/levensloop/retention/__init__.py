"""How long data may stay, who extended that, and the destruction of a case with its proof."""
