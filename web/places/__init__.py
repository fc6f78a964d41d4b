"""Places: what a spot on earth is called, and where it stands on a map.

Invariant: nobody outside is asked. The names and the outline lie beside this code, and no spot is in an address.
"""
