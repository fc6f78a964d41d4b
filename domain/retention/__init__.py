"""How long what is known about a child is kept: rules as data, and the day that they lead to."""
