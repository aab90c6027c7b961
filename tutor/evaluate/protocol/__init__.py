"""An evaluation as published ones are made: many samples of each problem, graded twice, with error bars."""
