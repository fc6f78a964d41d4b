"""Alerts: that they exist, never what they say."""
