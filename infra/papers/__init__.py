"""Papers: what is taken to a conference, into a file or to a court, set as PDF by typst from templates of ours.

Invariant: a paper is set from what it is given alone: no clock, no fonts of the machine, nothing fetched.
The same content becomes the same bytes.
"""
