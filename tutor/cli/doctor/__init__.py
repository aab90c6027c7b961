"""`tutor doctor`: what this machine has, whether a problem can be solved on it, what to do about each fault.

Never uses the network. Findings are values, computed apart from their drawing; the
report goes to stdout, the exit code is 1 when something prevents solving.
"""

import sys

import click


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Say what this machine has and what to do about each fault.

    Exit code 0 when a problem can be solved here, 1 when something prevents it.
    """
    from tutor.cli.doctor import finding, show
    from tutor.cli.doctor.look import Look

    look = Look()
    findings = finding.run_checks(look.checks())
    fits = look.seen_fits
    if as_json:
        click.echo(show.as_json(findings, fits))
    else:
        show.print_findings(findings, fits, sys.stdout)
    if not finding.can_solve(findings):
        context.exit(1)
