"""Practice: what comes next, marking what is answered, and one sitting of it.

choosing   which kind of problem is practised next
marking    whether an answer is right
supply     the items of a sitting
diary      what is kept of it
session    one sitting, as front doors drive it
sets/      problems of one's own, from files
"""

from tutor.lesson.practice.choosing import Wish
from tutor.lesson.practice.diary import Record
from tutor.lesson.practice.marking import Marked
from tutor.lesson.practice.session import Session, Summary, Times

__all__ = ["Marked", "Record", "Session", "Summary", "Times", "Wish"]
