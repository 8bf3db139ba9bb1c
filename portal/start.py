"""The door of the `portal` command. Planning a day needs no portal: then nothing of it is loaded."""

import sys


def start() -> None:
    """Plan, or do what `portal.cli` does."""
    if sys.argv[1:2] == ["plan"]:
        from portal.planner.command import plan

        sys.exit(plan(sys.argv[2:]))
    from portal.cli import cli

    cli()
