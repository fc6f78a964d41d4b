"""Playbooks: versioned rules that say which fact gives which agency which duty, and the policy that carries them out.

Invariant: rules propose and persons confirm. A rule opens a task, or withdraws one that nobody has taken and that has
become pointless; it never decides about a child.
"""
