"""How much time is left, in words."""

import datetime as dt


def due_words(day: dt.date | None, today: dt.date) -> str:
    """How much time is left until the deadline; empty where there is none."""
    if day is None:
        return ""
    left = (day - today).days
    year = f"{day.year}年" if day.year != today.year else ""
    when = f"{year}{day.month}月{day.day}日"
    if left < 0:
        return f"{when}已截止"
    return f"今天（{when}）截止" if left == 0 else f"{when}截止，还有 {left} 天"
