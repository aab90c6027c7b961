"""How to spend tokens: when to go on, when to close the thinking, when to stop."""
