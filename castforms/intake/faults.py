"""What can be wrong with a file that comes back, in words a clerk can act on."""


class IntakeError(Exception):
    """A file cannot be read; `str()` says in Chinese what is wrong with it and what to do, without its name."""


LARGEST_FILE = 50 * 1024 * 1024
"""Bytes; a return with scanned pages has some five million."""


def check_size(data: bytes) -> None:
    """Raises IntakeError for a file that is empty or larger than any return."""
    if not data:
        raise IntakeError("文件是空的，请检查是否已保存或下载完整")
    if len(data) > LARGEST_FILE:
        raise IntakeError(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，请确认选对了文件")
