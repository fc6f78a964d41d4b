"""Every word a person reads: translations, wording of codes, times in the reader's zone.

Invariant: a sentence that reaches a person went through gettext, whole.
"""
