"""The `portal` command."""

import logging
import os
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from portal.actions.accounts import ask_administrator
from portal.app import create_app
from portal.backup.manifest import BackupTrouble
from portal.backup.restoring import restore_backup
from portal.backup.taking import take_backup
from portal.blueprints.guard import policy_table
from portal.config import DEFAULT_PORT, BadSetting
from portal.demo import instance as demo_instance
from portal.demo import story
from portal.mapping import map_lines
from portal.outbox.addresses import address
from portal.planner.command import plan
from portal.queries.access_log import verify_looks
from portal.rules.refusals import Refused
from portal.rules.states import MACHINES
from portal.serving import CannotServe, listen, prepare_database, serve
from portal.worker import work


def _app() -> Flask:
    try:
        app = create_app()
    except BadSetting as error:
        raise click.ClickException(str(error)) from error
    app.cli.commands.clear()  # what libraries add: ours do all that is needed
    return app


class OwnCommands(FlaskGroup):
    """The portal's commands alone: what installed libraries would add stays out."""

    def _load_plugin_commands(self) -> None:
        """Load none."""


@click.group(
    cls=OwnCommands,
    create_app=_app,
    add_default_commands=False,
    add_version_option=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
def cli() -> None:
    """The selection-day portal.

    Settings come from instance/config.py and from the environment: PORTAL_INSTANCE (folder),
    PORTAL_DATABASE_URL, PORTAL_BASE_URL,
    MAIL_SERVER and the others that portal/config.py lists.
    """


@cli.command(with_appcontext=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help=f"Port to listen on.  [default: PORT, or {DEFAULT_PORT}]",
)
@click.option("--no-worker", is_flag=True, help="Web only: mail and reminders wait for a `portal worker` elsewhere.")
def run(host: str, port: int | None, no_worker: bool) -> None:
    """Serve the portal, with the worker that sends mail and reminders beside it.

    Brings the database up to date first. Ctrl-C or SIGTERM stops everything in order.
    """
    chosen = _port() if port is None else port
    try:
        opened = listen(host, chosen)
        os.environ["PORT"] = str(opened.getsockname()[1])
        app = _app()
        settings = dict(app.config)
        prepare_database(settings["DATABASE_URL"])
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
    place = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - said, not bound
    click.echo(f"The portal is on http://{place}:{os.environ['PORT']}  (Ctrl-C stops it)")
    sys.exit(serve(opened, settings, with_worker=not no_worker, say=lambda line: click.echo(line, err=True)))


def _port() -> int:
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isdecimal() or int(text) > 65535:
        raise click.ClickException(f"PORT is {text!r}; it must be a number up to 65535.")
    return int(text)


@cli.command()
def worker() -> None:
    """Send the mail that waits and remind people in time, until told to stop (Ctrl-C, SIGTERM).

    Several may run.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    work()


@cli.command()
def migrate() -> None:
    """Bring the database up to date; prints the migrations that were applied now."""
    try:
        applied = prepare_database(current_app.config["DATABASE_URL"])
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
    for name in applied:
        click.echo(name)
    if not applied:
        click.echo("The database is up to date.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Copy the database, every document and the journal of erasures to a new FOLDER, also while people work.

    Each file has its digest in the manifest; the copy of the database is checked. Keep it as safe as the instance
    itself: it holds the secrets too.
    """
    try:
        manifest = take_backup(folder)
    except BackupTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    click.echo(f"{sum(manifest.rows.values())} rows and {len(manifest.files)} files are in {folder}")
    if manifest.missing:
        raise click.ClickException(f"{len(manifest.missing)} documents that the database names are not in the cabinet.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Throw away what is in this instance.")
@click.option(
    "--journal",
    "journals",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="A newer erasures.jsonl, saved from an instance that is lost.",
)
def restore(folder: Path, force: bool, journals: tuple[Path, ...]) -> None:
    """Make this instance what the backup in FOLDER holds, but for whoever was erased since.

    The journal of this instance, of the backup and those of --journal are replayed: a backup brings nobody back.
    Stop the portal first.
    """
    try:
        done = restore_backup(folder, force=force, journals=journals)
    except BackupTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    click.echo(f"Restored as of {done.manifest.taken_at}: {sum(done.manifest.rows.values())} rows.")
    click.echo(f"Documents put back: {done.documents}. Erased again: {done.erased_again}.")
    if done.missing:
        raise click.ClickException(f"{len(done.missing)} documents that the database names are not in the cabinet.")


@cli.command(with_appcontext=False)
@click.option("--fresh", is_flag=True, help="Throw this demo away first, and tell it again.")
def demo(fresh: bool) -> None:
    """Tell the demo story in this instance: three campaigns with invented people.

    It does not serve; `portal run` does. A second time it is there already and nothing
    happens. An instance with real people is left alone.
    """
    told = demo_instance
    try:
        app = create_app({"DEMO": True})
        prepare_database(app.config["DATABASE_URL"])
        with app.app_context():
            if told.story_is_told() and not fresh:
                click.echo("The demo is there already. Serve it: portal run")
                return
            told.make_ready(fresh=fresh)
            click.echo("Telling the demo story…")
            story.tell()
            told.note_story_told()
    except (BadSetting, CannotServe, told.NotADemo) as error:
        raise click.ClickException(str(error)) from error
    click.echo("The demo is ready. Serve it: portal run")


@cli.command()
@click.argument("email")
@click.option("--name", required=True, help="The name of the administrator.")
@click.option("--organisation", required=True, help="The organisation the portal is for; made when it is new.")
def administrator(email: str, name: str, organisation: str) -> None:
    """Print the link with which an administrator makes an account: the first step of an installation.

    The link works once. Everybody else comes in by invitation.
    """
    try:
        prepare_database(current_app.config["DATABASE_URL"])
        token = ask_administrator(organisation, email, name)
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
    except Refused as refused:
        raise click.ClickException(refused.sentence % refused.values) from refused
    click.echo(address(f"/join/{token}"))


@cli.command()
def permissions() -> None:
    """Print every route with who may use it."""
    for methods, path, endpoint, who in policy_table(current_app):
        click.echo(f"{methods:<10} {path:<60} {endpoint:<40} {who}")


@cli.command()
def states() -> None:
    """Print every state and step."""
    for kind, machine in MACHINES.items():
        click.echo(f"{kind}: {', '.join(machine.names)}")
        for name, step in machine.steps.items():
            click.echo(f"    {name}: {', '.join(step.sources)} -> {step.target}")


@cli.group()
def audit() -> None:
    """The log of who looked at which candidate."""


@audit.command()
@click.option("--expect", metavar="NUMBER:LINK", default="", help="The end of the chain as a weekly digest told it.")
def verify(expect: str) -> None:
    """Walk the log of looks; exit 1 and name the first line that was changed, removed or inserted.

    Lines that are past their time and people who were erased leave the log sound. With --expect
    it also shows when the whole log was written anew since a weekly digest told its end.
    """
    number, _, link = expect.partition(":")
    if expect and not (number.isdecimal() and link):
        raise click.BadParameter("say it as the digest does: NUMBER:LINK", param_hint="--expect")
    try:
        prepare_database(current_app.config["DATABASE_URL"])
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
    found = verify_looks((int(number), link) if expect else None)
    if found.broken:
        click.echo(f"The log of looks is broken at line {found.at_number}: {found.broken}")
        click.echo(f"{found.sound} lines before it are sound.")
        sys.exit(1)
    click.echo(f"{found.sound} lines are sound. The chain ends at {found.number}:{found.link}")
    if found.let_go:
        click.echo(f"{found.let_go} older lines were let go in their time.")
    if found.nameless:
        click.echo(f"{found.nameless} lines are about people who were erased.")


@cli.command(name="map")
def map_() -> None:
    """Print where things are: per area each page's address, view, template and actions."""
    for line in map_lines(current_app):
        click.echo(line)


@cli.command(
    name="plan", with_appcontext=False, add_help_option=False, context_settings={"ignore_unknown_options": True}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def plan_(arguments: tuple[str, ...]) -> None:
    """Plan a day from a file: portal plan INSTANCE.json --out PLAN.json [--seconds --old --now --seed]."""
    sys.exit(plan(list(arguments)))


if __name__ == "__main__":
    cli()
