"""Keeping a case for the law, and erasing it when its time is over: holds, a review by two people, keys destroyed."""
