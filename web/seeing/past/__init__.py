"""The records of cases that somebody looked at lately, read once; and a case as it stood at any of its facts."""
