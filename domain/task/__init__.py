"""One task: a duty of one agency, with a clock. Its originator is ``case.<case>.task.<task>``."""
