"""What ``lantern`` can do, as click commands.

Invariant: a command reads its arguments and calls what does the work; nothing is decided here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from domain.codes import Country, Role
from infra.cli import keys as keys_of
from infra.cli import playbook as playbooks
from infra.cli import reading, rebuilding, records, running
from infra.cli.calling import fail as _fail
from infra.cli.calling import run as _run
from infra.cli.calling import settings as _settings
from infra.cli.proving import commands as proving
from infra.composition.process import Parts
from infra.data import PLAYBOOKS
from infra.faults import Fault
from infra.identity import enrolling
from infra.notices import bouncing

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lantern")
def cli() -> None:
    """Lantern coordinates the search for a missing child across agencies and borders.

    Settings come from the environment: PORT, DATA, NATS_URL, NATS_SERVER and others; `lantern check` reads them all.
    """


@cli.command()
def serve() -> None:
    """Everything in one process: web, rules, clocks."""
    _run(running.up(_settings(), Parts()))


@cli.command()
def web() -> None:
    """The web alone, against NATS_URL."""
    _run(running.up(_settings(), Parts(workers=False)))


@cli.command()
def workers() -> None:
    """Rules and clocks alone, against NATS_URL."""
    _run(running.up(_settings(), Parts(web=False)))


@cli.command()
def demo() -> None:
    """Everything in one process, with the demo agencies, accounts and cases."""
    _run(running.up(_settings(), Parts(demo=True)))


@cli.command()
def check() -> None:
    """Check the configuration and the connection, and tell all faults at once."""
    _run(reading.check(_settings()))


@cli.command()
@click.argument("case")
@click.option("--until", metavar="TIME", help="Only what was recorded by then: 2026-11-21T14:30:00Z.")
@click.option("--as", "agency", metavar="AGENCY", help="Only what that agency could see.")
def replay(case: str, until: str | None, agency: str | None) -> None:
    """Replay a CASE (identifier or reference), fact by fact, with both its clocks. Private text stays sealed."""
    _run(reading.replay(_settings(), case, until, agency))


@cli.command()
@click.argument("view", required=False)
def rebuild(view: str | None) -> None:
    """Build a VIEW (or all of them) anew beside the live one, compare them, and put the new one in its place."""
    _run(rebuilding.rebuild(_settings(), view))


@cli.group()
def keys() -> None:
    """The key-encryption key: how it stands, another in its place, and the older one taken away."""


@keys.command("status")
def keys_status() -> None:
    """Say which key wraps, which are here, and what is still under another."""
    _run(keys_of.status(_settings()))


@keys.command()
def rotate() -> None:
    """Put a new key in the place of the one there is, while Lantern runs; what was interrupted is gone on with."""
    _run(keys_of.rotate(_settings()))


@keys.command()
def retire() -> None:
    """Take the older key out of the file, once nothing stored needs it."""
    _run(keys_of.retire(_settings()))


@cli.command()
@click.argument("address")
def bounced(address: str) -> None:
    """Note that the notice which was mailed from the return ADDRESS came back; for a mail system to call."""
    _run(bouncing.bounced(_settings(), address))


@cli.command("records")
@click.argument("paper", type=click.Choice(["processing", "impact"]), default="processing")
def records_command(paper: str) -> None:
    """Print the records of processing, or the annex to the impact assessment, as a draft in Markdown."""
    _run(records.tell(_settings(), paper))


@cli.group()
def agency() -> None:
    """Agencies: let one take part, invite who administers it."""


@agency.command()
@click.argument("agency_id", metavar="AGENCY")
@click.argument("name")
@click.option("--role", type=click.Choice([each.value for each in Role]), required=True, help="What it is there for.")
@click.option("--country", type=click.Choice([each.value for each in Country]), required=True, help="Under which law.")
@click.option("--zone", required=True, metavar="ZONE", help="The time zone its people work in: Europe/Brussels.")
def register(agency_id: str, name: str, role: str, country: str, zone: str) -> None:
    """Let the organisation NAME take part under the identifier AGENCY (letters, digits, - and _)."""
    _run(enrolling.register(_settings(), agency_id, name, role, country, zone))


@agency.command()
@click.argument("agency_id", metavar="AGENCY")
@click.argument("name")
@click.argument("email", metavar="E-MAIL")
def invite(agency_id: str, name: str, email: str) -> None:
    """Invite somebody to administer AGENCY, and print the link that lets them in once."""
    _run(enrolling.invite(_settings(), agency_id, name, email))


@agency.command()
@click.argument("agency_id", metavar="AGENCY")
@click.option("--issuer", metavar="ADDRESS", help="The provider, as it calls itself.")
@click.option("--client", default="lantern", metavar="ID", help="What it calls Lantern (default lantern).")
@click.option("--secret-file", type=FILE, help="What Lantern proves itself with there; PKCE alone without.")
@click.option("--no-passwords", is_flag=True, help="Let only administrators in with a password.")
@click.option("--remove", is_flag=True, help="Let nobody sign in through it any more, instead.")
def provider(agency_id: str, issuer: str | None, client: str, secret_file: Path | None, **chosen: bool) -> None:
    """Let the people of AGENCY sign in through an OpenID Connect provider of its own."""
    if chosen["remove"] == bool(issuer):
        raise click.UsageError("Say either --issuer or --remove.")
    if issuer is None:
        _run(enrolling.remove_provider(_settings(), agency_id))
    else:
        allowed = not chosen["no_passwords"]
        _run(enrolling.set_provider(_settings(), agency_id, issuer, client, secret_file, passwords=allowed))


@cli.group()
def playbook() -> None:
    """The rules: check the files, compare them, play them, and move a case to another version."""


@playbook.command("check")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=PLAYBOOKS)
def check_playbooks(folder: Path) -> None:
    """Check all playbooks in FOLDER and tell every fault at once, with file and line."""
    playbooks.check(folder)


@playbook.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("after", type=click.Path(path_type=Path, exists=True, file_okay=False), default=PLAYBOOKS)
def diff(before: Path, after: Path) -> None:
    """Say which rules differ between the playbooks in the folders BEFORE and AFTER (if left out, those of Lantern)."""
    playbooks.diff(before, after)


@playbook.command()
@click.argument("scenario")
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=PLAYBOOKS)
def simulate(scenario: str, folder: Path) -> None:
    """Play a SCENARIO (abena, qiro, background, or a .toml file): what opens, when, for whom, and what is late."""
    _run(playbooks.simulate(scenario, folder))


@playbook.command()
@click.argument("case")
@click.argument("playbook_id", metavar="PLAYBOOK")
@click.argument("version")
@click.option("--reason", required=True, help="Why; it is recorded.")
def move(case: str, playbook_id: str, version: str, reason: str) -> None:
    """Let a CASE (identifier) go by another published VERSION of a PLAYBOOK. What was opened stays as it is."""
    _run(playbooks.move(_settings(), case, playbook_id, version, reason))


proving.add_to(cli)


def main() -> None:
    """The entry point of ``lantern``."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(0)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except Fault as fault:
        _fail(str(fault), fault.exit_code)
