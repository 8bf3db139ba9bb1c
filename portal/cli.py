"""The `portal` command."""

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from portal.app import create_app
from portal.blueprints.guard import policy_table
from portal.models.database import migrate as run_migrations
from portal.rules.states import MACHINES


def _app() -> Flask:
    return create_app()


@click.group(cls=FlaskGroup, create_app=_app, add_default_commands=False, add_version_option=False)
def cli() -> None:
    """The selection-day portal."""


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    for name in run_migrations():
        click.echo(name)


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
