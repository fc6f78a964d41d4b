"""Time as a picture: lanes, clusters, and the scale beneath them.

Invariant: places are computed here and colours nowhere; what is drawn is also said in a table.
"""
