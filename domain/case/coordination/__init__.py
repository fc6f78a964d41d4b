"""Which agencies take part, and which one leads."""
