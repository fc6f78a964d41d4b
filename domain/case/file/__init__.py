"""The file itself: who the child is, and whether the case is open."""
