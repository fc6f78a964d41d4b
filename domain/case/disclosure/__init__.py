"""Disclosure: an agency asks for a part that is walled off from it; somebody grants it for a time, or refuses."""
