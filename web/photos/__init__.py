"""Photos of the child on screen: sent, shown, withdrawn."""
