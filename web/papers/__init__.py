"""Papers: what of a case is taken to a conference, into a file or to a court, as content that is set elsewhere.

Invariant: a paper holds what its reader may see, as of the moment that stands on each of its pages; what is private in
it was opened as a consultation, after that was on record.
"""
