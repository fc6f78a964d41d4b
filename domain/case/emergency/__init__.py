"""Emergency access: somebody whose agency takes no part reads a case for some hours, and somebody else reviews it."""
