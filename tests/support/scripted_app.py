"""The app with a scripted model, for `tutor web`'s own server: `python scripted_app.py`."""

from tutor.testing import ScriptedEngine
from tutor.tui.app import TutorApp
from tutor.tui.session import Loaded
from tutor.vocabulary.settings import load_settings

THINKING = "\n\n".join(
    [
        "First subtract 3 from both sides: 2x = 11 - 3.",
        "So 2x = 8.",
        "Divide both sides by 2, which gives x = 4.",
        "Check: 2 \\cdot 4 + 3 = 11.",
    ]
)
SCRIPT = f"<think>\n{THINKING}\n</think>\n\nThe solution is $x = 4$, so the answer is \\boxed{{4}}."

if __name__ == "__main__":
    TutorApp(load_settings(), load=lambda *_: Loaded(ScriptedEngine([SCRIPT]))).run()
