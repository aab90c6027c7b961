"""Problems of one's own, from a Markdown or a JSON file.

    entries   what a file may say of a problem, with the lines it says it on
    markdown  reads Markdown: a problem begins with `## ` or a number
    from_json reads JSON: a list of objects, or an object with `problems`
    checking  what the checker finds of answers and hints
    loading   reads a file, checks it all, and makes items of it

In Markdown, the lines of a problem are followed by fields, each on a line of its own:
`Answer:`, `Skill:`, `Level:`, `Form:` and any number of `Hint:`. A `# ` heading is the title
of the set, and what stands before the first problem is passed over. Every fault of a file is
found at once and named with its line. An answer that is shown to be wrong is a fault; one
that can't be proved is a warning. A hint is shown without what would tell the answer, which is a
warning too.
"""

from tutor.lesson.practice.sets.loading import ProblemSet, load_set

__all__ = ["ProblemSet", "load_set"]
