"""Commands whose arguments are mathematics: `tutor check "x + 1 = 0" -1` has no option called -1."""

import re

import click

# a minus before a number, a bracket or a command of LaTeX, a letter alone or with a sign behind it
_FORMULA = re.compile(r"-\s*[\d.,(\[{|√∞π\\$]|-\s*[^\W\d_]\w*\s*[^\w\s-]|-[^\W\d_]$|-\s+\S")


class FormulaCommand(click.Command):
    """A command that takes what begins with a minus and reads as mathematics for an argument."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse with a space before each such argument, which hides it from the options' parser."""
        return super().parse_args(ctx, [f" {each}" if self._is_formula(each) else each for each in args])

    def _is_formula(self, text: str) -> bool:
        named = {name for parameter in self.params for name in (*parameter.opts, *parameter.secondary_opts)}
        return not text.startswith("--") and text not in named and _FORMULA.match(text) is not None
