"""What became known and what was asked: sightings and requests."""
