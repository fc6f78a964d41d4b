"""The forms of how agencies stand to a case: invited, brought in, let in on a part, gone."""
