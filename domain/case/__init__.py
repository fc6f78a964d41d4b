"""Everything about one child. Its originator is ``case.<case>.file``.

One aggregate, so that its rules hold at every moment, made of parts with the same skeleton (events, commands, state,
refusals, decider): ``file``, ``care``, ``coordination``, ``risk``, ``episode``, ``alerts``, ``information``,
``prepared``, ``emergency`` and ``aftercare``. A part's fold knows its own facts only; a part's decision is given the
whole case, because rules cross parts. ``events`` and ``commands`` gather the names of all parts, ``decider`` puts the
parts together.
"""
