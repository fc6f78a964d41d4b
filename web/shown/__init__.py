"""Documents as pages show them: names instead of identifiers, urgency instead of moments, order instead of rows.

Invariant: what stands in here was cut by ``projections.visibility`` before, and is thrown away with the page.
"""
