"""Figures about one long case: its moments, its screens of then."""
