"""How the settings are grouped and named on their screen. What each does is its docstring's matter."""

SECTIONS: dict[str, dict[str, str]] = {
    "Model": {
        "model": "Model",
        "offline": "Offline",
    },
    "Thinking": {
        "think_tokens": "Thinking budget",
        "votes": "Votes",
        "proof_stop": "Stop when proved",
        "settled_stop": "Stop when settled",
        "fast": "Fast path",
        "thinking": "Think first",
    },
    "Look": {
        "theme": "Theme",
        "badges": "Badges",
        "preview": "Preview",
        "reduced_motion": "Reduced motion",
        "ascii_only": "ASCII only",
    },
    "Privacy": {
        "history": "History",
        "log_problems": "Log problems",
    },
    "Advanced": {
        "temperature": "Temperature",
        "top_p": "Top p",
        "seed": "Seed",
        "hesitation_penalty": "Hesitation",
        "quantization": "Type of weights",
        "context": "Context",
        "kv_type": "KV cache",
        "gpu_layers": "GPU layers",
        "threads": "Threads",
        "check_seconds": "Seconds a check",
        "session_bytes": "Saved prompts",
        "engine": "Server",
        "plain_http": "Plain HTTP",
    },
}
FOLDED = "Advanced"
"""The section that is opened only when it is asked for."""

LOOK = frozenset(SECTIONS["Look"])
"""The settings that are seen at once when they change."""

LABELS = {name: label for section in SECTIONS.values() for name, label in section.items()}
