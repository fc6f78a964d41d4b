"""The rights of the child: that what is recorded is disputed and corrected, and that they get to read it."""
