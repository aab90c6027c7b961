"""What an answer counts for: two graders side by side, and a second opinion where neither decides."""
