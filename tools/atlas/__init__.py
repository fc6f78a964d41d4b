"""What maps are made of, from public data, made once and committed: the outline of the world, the names of places."""
