"""Mathematics and events, shown to people and to programs: Unicode, terminal, plain text, JSON lines."""
