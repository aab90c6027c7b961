"""A small problem set in both forms."""

MARKDOWN = """# Homework 3

For Thursday. Answer: none of this is a problem.

## First

Solve $2x + 3 = 11$.

- **Answer:** $x = 4$
- Skill: linear
- Level: 2
- Hint: Take 3 away.
- Hint: Then halve
  both sides.

---

## What is $\\frac{1}{2} + \\frac{1}{3}$?
Answer: $\\frac{5}{6}$
Form: as one fraction

## Choose

1. Add $1$.
2. Add $2$.
"""

NUMBERED = """1. Solve $2x + 3 = 11$.
   It has one root.

   Answer: x = 4
2) What is $1 + 1$?
"""

JSON = """{
  "title": "Homework 3",
  "problems": [
    {"problem": "Solve $2x + 3 = 11$.",
     "answer": "x = 4", "skill": "linear", "level": 2,
     "hints": ["Take 3 away."]},
    {"problem": "What is $1 + 1$?", "answer": 2}
  ]
}
"""
