"""What is kept ready for the night in which the child might be missing: the profile and the safety plan."""
