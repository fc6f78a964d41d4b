"""What of a case was known when, and by whom."""
