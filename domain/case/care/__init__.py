"""Who looks after the child: guardian and placement."""
