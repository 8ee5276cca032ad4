"""Tracked changes and comments as WordprocessingML (ECMA-376 part 1, 17.13.4 and 17.13.5)."""

from collections.abc import Sequence

from castforms.model.document import Change

ELEMENTS = {Change.INSERTED: "ins", Change.DELETED: "del"}
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"

_LONGEST_AUTHOR = 255
_MINUTES_APART = 5


class Revision:
    """Who revises and when; counts what needs an identifier, and keeps the comments.

    `date` is an ISO date, `first` and `first_comment` the first identifiers that are free in the file.
    """

    def __init__(self, author: str, date: str, first: int = 1, first_comment: int = 0) -> None:
        self.author, self.date = author, date
        self.first, self.first_comment = first, first_comment
        self.comments: list[str] = []
        self._count = 0
        self._minute = 0

    def next_paragraph(self) -> None:
        """What follows is changed some minutes before or after what was before.

        LibreOffice makes one change of two at about one time that meet at the end of a paragraph, the end a part of it.
        """
        self._minute = _MINUTES_APART - self._minute

    def attributes(self) -> dict[str, str]:
        """The attributes of one more change."""
        self._count += 1
        return {"id": str(self.first + self._count - 1), **self._who(self._minute)}

    def comment(self, text: str) -> int:
        """Keeps a comment; its number."""
        self.comments.append(text)
        return self.first_comment + len(self.comments) - 1

    def comment_attributes(self, number: int) -> dict[str, str]:
        """The attributes of a comment."""
        return {"id": str(number), **self._who(), "initials": self.author[:1]}

    def _who(self, minute: int = 0) -> dict[str, str]:
        when = {"date": f"{self.date}T00:0{minute}:00Z"} if self.date else {}
        return {"author": self.author[:_LONGEST_AUTHOR], **when}


def comment_paragraphs(text: str) -> Sequence[str]:
    """The paragraphs of a comment, at least one."""
    return [line.strip() for line in text.split("\n") if line.strip()] or [""]
