"""How much time is left, in words."""

import datetime as dt


def days_left(deadline: dt.date | None, today: dt.date) -> str:
    """In as few words as possible, for a list; empty where there is no deadline."""
    if deadline is None:
        return ""
    days = (deadline - today).days
    return "已过截止日期" if days < 0 else f"还有 {days} 天" if days else "今天截止"


def due_words(deadline: dt.date | None, today: dt.date) -> str:
    """The day itself and how far off it is; empty where there is no deadline."""
    if deadline is None:
        return ""
    year = f"{deadline.year}年" if deadline.year != today.year else ""
    day = f"{year}{deadline.month}月{deadline.day}日"
    if deadline < today:
        return f"{day}已截止"
    return f"{day}截止，{days_left(deadline, today)}" if deadline > today else f"今天（{day}）截止"
