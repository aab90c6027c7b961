"""One problem: engine + trace + check + strategy -> events. Nothing else leaves this room."""

from tutor.solve.fast import solve_fast
from tutor.solve.follow_up import follow_up
from tutor.solve.options import SolveOptions, options_for
from tutor.solve.run import solve

__all__ = ["SolveOptions", "follow_up", "options_for", "solve", "solve_fast"]
