"""One disappearance, from the absence noticed to the episode closed."""
