"""What stands in clear because rules depend on it: a child’s band of ages, and what their absence was called."""
