"""A point in time as people say it: `today 14:02`, `yesterday 23:10`, `Monday 14:02`, `3 March 2025`."""

from datetime import datetime, timedelta

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_JUST_NOW = timedelta(minutes=1)
_MINUTES_AGO = timedelta(minutes=59, seconds=59)
_DAYS_OF_A_WEEK = 7


def when_words(then: datetime, now: datetime) -> str:
    """When something was, seen from `now`, in the time zone of the reader. Both know their zones.

    The names are ours and not the locale's: all other words on the screen are English too.
    """
    since = now - then
    if timedelta(0) <= since < _JUST_NOW:
        return "just now"
    if timedelta(0) <= since < _MINUTES_AGO:
        minutes = since // _JUST_NOW
        return f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    there, here = then.astimezone(), now.astimezone()
    days = (here.date() - there.date()).days
    time = f"{there:%H:%M}"
    if days in (0, 1):
        return f"{'yesterday' if days else 'today'} {time}"
    if 1 < days < _DAYS_OF_A_WEEK:
        return f"{_WEEKDAYS[there.weekday()]} {time}"
    date = f"{there.day} {_MONTHS[there.month - 1]}"
    return f"{date} {time}" if there.year == here.year else f"{date} {there.year}"
