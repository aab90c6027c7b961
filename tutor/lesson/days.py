"""Days as the student lives them: in their own time zone, None being that of this machine."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def day_of(at: datetime, zone: tzinfo | None = None) -> date:
    """The local day of a point in time."""
    return at.astimezone(zone).date()


def end_of_day(at: datetime, zone: tzinfo | None = None) -> datetime:
    """The midnight that ends that local day, in UTC; a day with a change of clocks has 23 or 25 hours."""
    midnight = datetime.combine(day_of(at, zone) + timedelta(days=1), time.min, zone)
    return midnight.astimezone(UTC)


def week_of(at: datetime, zone: tzinfo | None = None) -> date:
    """The Monday of that local week."""
    day = day_of(at, zone)
    return day - timedelta(days=day.weekday())
