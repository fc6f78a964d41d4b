"""The risk level: one person raises it, two lower it."""
