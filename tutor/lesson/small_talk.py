"""A greeting or an idle line gets its answer at once, without a model.

Only what is wholly made of known phrases counts: a digit, a sign, a mathematical word or any word
that is not expected makes it a problem, which is then solved as always. Rather a greeting too many
for the model than a problem too few.
"""

import re
from typing import Final

_LONGEST: Final = 160
_MATHEMATICS: Final = re.compile(r"[\d\\=<>+*/^%$°√∫∑π≤≥≠±×÷·|{}\[\]_²³½¼¾]|\d")
_NOISE: Final = re.compile(r"[\s.,;:!?…'\"’“”()~–—-]+|[\U0001F300-\U0001FAFF\u2600-\u27BF\ufe0f\u200d]+")
_CLAUSE_END: Final = re.compile(r"[.,;:!?…\n–—]+|[\U0001F300-\U0001FAFF\u2600-\u27BF\ufe0f\u200d]+|\s-+\s")

_WHO: Final = r"(?:tutor|there|you|everyone|all|friend|buddy|mate|bot|again|teacher|sir|phi)"
_PLEASE: Final = r"(?:please |pls )?"
_TO_YOU: Final = r"(?:can|could|would|will) you (?:please )?"

HELLO: Final = "Hello! Type a problem, for example: Solve 2x + 3 = 11. You get it worked out step by step, each step checked."
_ABOUT: Final = (
    "I am tutor, a mathematics tutor that runs on this computer alone: a small language model thinks, "
    "and a computer algebra system checks each step and says how."
)
_ABLE: Final = (
    "I work problems of school and first-year mathematics step by step, check each step and the answer, "
    "give hints before the answer (tutor hint), and check lines of your own (tutor check-work). "
    "Type a problem to begin."
)
_THANKS: Final = "You're welcome. Type the next problem whenever you like."
_BYE: Final = "Goodbye, and good luck with the rest."
_FINE: Final = "All is well here, thank you. Which problem are you working on?"
_ELSEWHERE: Final = (
    "That is beyond me: I know mathematics only. Type a problem, and I'll work it out with you."
)
_NOTHING: Final = "There is no problem in that yet. Type one, for example: Solve 2x + 3 = 11."
_CHEER: Final = (
    "That happens to everyone who learns something. Take a breath, then type the problem: "
    "with tutor hint you get it in small hints, one at a time."
)

_REPLIES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        _ABOUT,
        (
            r"(?:and )?(?:who|what) (?:are|r) (?:you|u)(?: exactly| really)?",
            r"what(?: i|')?s your name|what is your name|do you have a name|whats your name",
            r"are you (?:a |an )?(?:robot|bot|human|person|ai|real|real person|machine|computer|chatgpt|gpt|llm|program)",
            r"who (?:made|built|wrote|created|programmed|trained) you",
            r"(?:which|what) (?:model|ai|llm)(?: are you| is this| do you use)",
            r"tell me about yourself|introduce yourself|what is this|whats this|what's this",
        ),
    ),
    (
        _ABLE,
        (
            r"what (?:can|could|do) you do(?: for me)?|what are you able to do|what are you good (?:at|for)",
            r"how (?:can|could) you help(?: me)?|what can i (?:ask|do|type)(?: you| here)?",
            r"how (?:do|can|should) i (?:use (?:you|this)|start|begin)|how does (?:this|it) work|how do you work",
            rf"(?:{_TO_YOU})?help(?: me)?(?: please)?|i need (?:some )?help|can you help(?: me)?(?: please)?",
            r"what (?:subjects|topics|kinds? of problems) (?:do you know|can you (?:do|solve))",
        ),
    ),
    (
        _THANKS,
        (
            r"(?:ok |okay |great |many |no )?(?:thanks?|thx|ty|thank you|cheers|merci|danke|gracias)"
            r"(?: you| a lot| a bunch| so much| very much| again| tutor| for (?:the|your|all the|all your) help| anyway)*",
            r"(?:that|this|it) (?:was|is|really|has) (?:very |really |so |a big )?(?:helpful|helped|great|nice|good|useful|help)",
            r"(?:that|this|it) (?:really )?(?:helped|helps)(?: a lot| me| me a lot)?|much appreciated|i appreciate it",
            r"(?:you are|you're|youre|ur) (?:very |so |really )?(?:great|awesome|amazing|the best|helpful|good|nice|cool|smart)",
            r"(?:very |so )?(?:nice|cool|great|awesome|perfect|wow|good job|well done|good work|amazing|brilliant|excellent)",
            r"i love you|love you|love it|i like (?:you|this|it)",
        ),
    ),
    (
        _BYE,
        (
            rf"(?:good ?bye|bye|bye bye|see (?:you|ya)|see you (?:later|soon|tomorrow)|cya|farewell|good ?night)(?: {_WHO})?",
            r"i (?:have|need) to go(?: now)?|i'?m (?:done|leaving)(?: for (?:today|now))?|talk to you later|ttyl|later|quit|exit",
        ),
    ),
    (
        _FINE,
        (
            r"(?:and )?how (?:are|r) (?:you|u)(?: doing)?(?: today)?|how do you do|how is it going|how's it going|hows it going",
            r"how'?s (?:life|your day)|how is (?:life|your day)|how have you been|are you ok(?:ay)?|you ok(?:ay)?",
            r"what'?s up|what is up|sup|whats new|what's new|wassup|wazzup",
        ),
    ),
    (
        HELLO,
        (
            rf"(?:hi|hello|hey|heya|hiya|howdy|yo|hallo|hola|bonjour|greetings|moin|ciao|salut)+(?: {_WHO})*",
            r"hi+|he+y+|hello+|good (?:morning|afternoon|evening|day)(?: tutor| to you| everyone)?",
            r"nice to meet you(?: too)?|pleased to meet you|(?:is )?any(?:body|one) (?:there|here|home)|are you there",
            r"i'?m (?:back|here)|i am (?:back|here)|long time no see|let'?s (?:start|go|begin)|ready|i'?m ready|start|begin",
        ),
    ),
    (
        _CHEER,
        (
            r"i(?:'m| am) (?:so |very |really |just |feeling )?(?:tired|sad|bored|stressed|lost|confused|stuck|stupid|hungry|sleepy)",
            r"i (?:really )?(?:hate|don'?t like|can'?t do) (?:math|maths|mathematics|this|homework|school)",
            r"(?:math|maths|mathematics|this) is (?:so |too |really |very )?(?:hard|boring|difficult|stupid|annoying)",
            r"i (?:don'?t|do not) (?:understand|get)(?: it| this| anything)?|i give up|i can'?t do (?:it|this)",
        ),
    ),
    (
        _ELSEWHERE,
        (
            r"(?:what(?:'s| is|s)|how(?:'s| is|s)) the weather(?: like)?(?: today| tomorrow| there| outside| in [a-z]+)*",
            rf"(?:{_TO_YOU})?{_PLEASE}tell me (?:a|another|some) (?:joke|story|fun fact|secret|riddle)s?(?: please)?",
            rf"(?:{_TO_YOU})?{_PLEASE}(?:write|sing)(?: me)? (?:a|an|some) (?:poem|song|story|essay|email|letter|rap|haiku)"
            r"(?: about (?:cats|dogs|love|spring|summer|autumn|winter|my (?:mom|dad|friend|cat|dog)|the sea|school|life))?",
            r"(?:what|which)(?:'s| is|s) your favou?rite (?:colou?r|food|movie|film|song|book|animal|game|band|sport)",
            r"what(?:'s| is|s) the (?:time|date|news)(?: now| today)?|what time is it(?: now)?|what day is it(?: today)?",
            r"(?:who|what) (?:is|was) the (?:president|king|queen|pope|capital|prime minister)(?: of [a-z]+(?: [a-z]+)?)?",
            r"who (?:won|wins|will win) the (?:game|match|election|world cup|super bowl|league)(?: last night| yesterday)?",
            r"do you (?:like|love|want|know|have) (?:me|music|pizza|cats|dogs|football|friends|feelings|coffee|a girlfriend)",
            r"(?:do you|will you|would you) (?:want to )?(?:marry me|go out with me|be my friend|dream|sleep|eat)",
            r"what(?:'s| is) the meaning of life|(?:can we|let's|lets|can you) (?:just )?(?:chat|talk)(?: with me| a bit)?",
            r"translate this|play (?:a song|some music|music|a game)|order (?:me )?a pizza|recommend (?:me )?a (?:movie|book|song|film)",
        ),
    ),
    (
        _NOTHING,
        (
            r"(?:ok|okay|k|kk|yes|yeah|yep|yup|no|nope|nah|sure|fine|alright|all right|right|i see|got it|hm+|mhm+|uh+|um+|ah+|oh+|aha)",
            r"(?:l+o+l+|haha(?:ha)*|hehe(?:he)*|rofl|lmao|omg|wtf|idk|i don'?t know|nothing|never ?mind|nvm|whatever|sorry|oops)",
            r"(?:test|testing|test test|testing testing|check check|asdf+|asdfgh|asdfghjkl|asdf jkl|qwerty|qwertz|qwert|sdf+|hjkl|jkl|blah(?: blah)*|foo|foo bar|foobar|bla(?: bla)*|lorem ipsum|aaa+|zzz+|xxx+)",
            r"(?:wait|hold on|one moment|just a moment|a moment please|please wait|please|pls|give me a (?:second|moment|minute))",
        ),
    ),
)
_PATTERNS: Final = tuple(
    (reply, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))) for reply, patterns in _REPLIES
)


def small_talk(text: str) -> str | None:
    """What to say to a line that is no problem; None for everything that might be one."""
    if len(text) > _LONGEST or _MATHEMATICS.search(text):
        return None
    clauses = [_plain(clause) for clause in _CLAUSE_END.split(text)]
    clauses = [clause for clause in clauses if clause]
    if not clauses:
        return _NOTHING
    replies = [_reply_to(clause) for clause in clauses]
    known = [reply for reply in replies if reply is not None]
    if len(known) < len(replies):
        return None
    # "hi, what can you do?": the question is answered, not the greeting before it
    return next((reply for reply in known if reply not in (HELLO, _NOTHING)), known[0])


def _plain(clause: str) -> str:
    words = clause.casefold().replace("’", "'").strip(" \t\r\"'“”()~*-")
    return " ".join(words.split())


def _reply_to(clause: str) -> str | None:
    clause = re.sub(r"^(?:(?:well|so|ok|okay|and|but|oh|um|uh|please) )+(?=\w)", "", clause)
    clause = re.sub(r"(?: (?:please|pls|tutor|lol|haha|then|too))+$", "", clause)
    return next((reply for reply, pattern in _PATTERNS if pattern.fullmatch(clause)), None)
