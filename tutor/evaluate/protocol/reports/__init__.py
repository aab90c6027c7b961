"""What is said of results: in numbers, as text, Markdown and pages, one beside another."""
