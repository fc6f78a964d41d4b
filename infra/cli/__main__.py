"""``python -m infra.cli`` is the same as ``lantern``."""

from infra.cli import main

main()
