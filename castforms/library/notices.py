"""Reads `[notice]`: which notice a form or a list belongs to."""

from castforms.library.reader import TableReader
from castforms.model.template import Notice


def read_notice(reader: TableReader) -> Notice:
    """The notice, all faults noted."""
    notice = Notice(
        number=reader.line("number"),
        title=reader.line("title"),
        issuer=reader.line("issuer"),
        date=reader.day("date"),
        deadline=reader.day("deadline"),
        returns=reader.text("returns"),
        how_many=reader.line("how_many"),
        recipient=reader.text("recipient"),
        page_mark=reader.flag("page_mark", default=True),
        contact=reader.line("contact"),
        phone=reader.line("phone"),
        fax=reader.line("fax"),
        email=reader.line("email"),
        address=reader.line("address"),
    )
    if notice.date and notice.deadline and notice.deadline < notice.date:
        reader.fault("deadline", "截止日期早于发文日期，请改正")
    reader.finish()
    return notice
