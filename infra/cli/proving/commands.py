"""The commands that prove, as click commands: verify, export, log-keys, witness.

Invariant: a command reads its arguments and calls what does the work; nothing is decided here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from infra.cli.calling import run as _run
from infra.cli.calling import settings as _settings
from infra.cli.proving import bundles, rotating, trusting, verifying, witnessing

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
KEYS = "The public keys to believe, one on each line; else this installation's."
AUTHORITY = "The certificates (PEM) of authorities whose timestamps to believe."
NEEDED = "So many of the witnesses named have to have co-signed."


@click.command()
@click.argument("bundle", type=FILE, required=False)
@click.option("--keys", type=FILE, help=KEYS)
@click.option("--authority", type=FILE, help=AUTHORITY)
@click.option("--witnesses", "needed", type=click.IntRange(min=0), default=0, metavar="NUMBER", help=NEEDED)
def verify(bundle: Path | None, keys: Path | None, authority: Path | None, needed: int) -> None:
    """Verify both logs, or a BUNDLE: each chain, place and signature, what witnesses co-signed, what was timestamped.

    A BUNDLE needs no server and no network, only --keys.
    """
    if bundle is not None:
        sys.exit(bundles.verify(bundle, trusting.named(keys, authority, needed)))
    settings = _settings()
    _run(verifying.verify(settings, trusting.named_or_own(settings, keys, authority, needed)))


@click.command()
@click.argument("case")
@click.option("--as", "agency", metavar="AGENCY", help="Only what that agency may see.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def export(case: str, agency: str | None, to: Path | None) -> None:
    """Export a CASE (identifier or reference) as a bundle that proves what is in it. Private text stays sealed."""
    _run(bundles.export(_settings(), case, agency, to))


@click.group("log-keys", invoke_without_command=True)
@click.pass_context
def log_keys(context: click.Context) -> None:
    """Print the public keys of the logs, for witnesses and for whoever verifies; or put another in their place."""
    if context.invoked_subcommand is None:
        trusting.show(_settings())


@log_keys.command("rotate")
def rotate_log_keys() -> None:
    """Put a new key beside the one that signs the logs, while Lantern runs: both sign until the older is retired."""
    rotating.rotate(_settings())


@log_keys.command("retire")
def retire_log_keys() -> None:
    """Take the older key away, once the logs are signed with the newer; its public part is kept."""
    _run(rotating.retire(_settings()))


@click.command()
@click.argument("name")
@click.option(
    "--keys", type=FILE, required=True, help="The public keys of the logs, as `lantern log-keys` prints them."
)
@click.option(
    "--state", type=click.Path(path_type=Path, file_okay=False), required=True, help="The witness's own folder."
)
@click.option(
    "--every", type=click.FloatRange(min=1), metavar="SECONDS", help="Look again after so long; else only once."
)
def witness(name: str, keys: Path, state: Path, every: float | None) -> None:
    """Co-sign the logs as the witness NAME, from an agency's own machine. Refuses a log that was rewritten."""
    _run(witnessing.run(_settings(), name, keys, state, every))


def add_to(group: click.Group) -> None:
    """Let *group* have these commands."""
    for command in (verify, export, log_keys, witness):
        group.add_command(command)
