"""LaTeX mathematics read into pieces and laid out on one line of Unicode. Pure text, no meaning."""
