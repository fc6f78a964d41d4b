"""What may not be closed yet, by hand: the reasons are the same in all six countries.

Invariant: each row holds from its moment on, whatever the hour is elsewhere; times are local.
"""

from __future__ import annotations

GUARDS = (
    # C27, G16: nobody closes the case of a child who is missing
    ("03-27 22:30", "close-case", "episode-still-open"),
    # C29: nor the episode; first reckoned as "not-located-yet", but the source asks that somebody has seen the child,
    # which says more than that the child was located
    ("03-27 22:30", "close-episode", "safe-and-well-first"),
    # C29: found, but nobody has seen that they are safe and well
    ("03-29 08:00", "close-episode", "safe-and-well-first"),
    # C29: and the case does not overtake its episode
    ("03-29 09:00", "close-case", "episode-still-open"),
    # C5, G11: an alert that is left standing
    ("03-29 18:00", "close-case", "alert-still-issued"),
    # C28, G12: no return interview yet
    ("03-29 18:30", "close-case", "return-interview-first"),
    # C28, G12: offered is not held, nor declined
    ("03-30 10:00", "close-case", "return-interview-first"),
)

FREE = (
    # C29: seen, so the episode may be closed
    ("03-29 09:00", "close-episode"),
    # C28: held, so nothing keeps the case open
    ("03-31 10:00", "close-case"),
)
