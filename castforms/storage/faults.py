"""What can go wrong with files, in words a clerk can act on."""

import errno
from collections.abc import Mapping
from types import MappingProxyType


class StorageError(Exception):
    """A file cannot be read or written; `str()` is one Chinese line: what is wrong, where, what to do."""


SHARING_ERRORS = frozenset({5, 32, 33})
"""Windows error codes (winerror) of a file that another program holds for the moment."""

_INVALID_NAME = 123
"""Windows error code (winerror) of a name with a character that it does not allow."""


def reason(error: OSError | ValueError) -> str:
    """Why the operating system refused, and the remedy.  Python itself refuses some paths with ValueError."""
    if isinstance(error, ValueError) or getattr(error, "winerror", None) == _INVALID_NAME:
        return "路径中含有不允许的字符，请改正"
    if getattr(error, "winerror", None) == 5:
        return "没有权限，或文件正被其他程序占用，请关闭打开它的程序后重试，或换一个位置"
    if getattr(error, "winerror", None) in SHARING_ERRORS:
        return "文件正被其他程序占用，请关闭打开它的程序后重试"
    code = error.errno or 0
    return _REASONS.get(code) or f"系统不允许（错误代码 {code}），请换一个位置重试"


def unwritable(where: object, error: OSError | ValueError) -> StorageError:
    """The fault of a file or folder that cannot be written."""
    return StorageError(f"无法写入 {where}：{reason(error)}")


def unreadable(where: object, error: OSError | ValueError) -> StorageError:
    """The fault of a file that cannot be read."""
    return StorageError(f"无法读取 {where}：{reason(error)}")


_DISK_FULL = "磁盘空间不足，请清理磁盘或换一个位置后重试"
_DENIED = "没有权限，请换一个位置，或请管理员授予权限"

_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: _DISK_FULL,
        errno.EDQUOT: _DISK_FULL,
        errno.EACCES: _DENIED,
        errno.EPERM: _DENIED,
        errno.EROFS: "磁盘是只读的，请换一个位置",
        errno.ENOENT: "路径不存在，请检查是否写错",
        errno.ENOTDIR: "路径中有一段不是文件夹，请检查是否写错",
        errno.EISDIR: "这是一个文件夹，请指定文件",
        errno.ESPIPE: "这是管道或设备，不是文件，请指定文件",
        errno.EEXIST: "同名的文件或文件夹已经存在，请换一个名称",
        errno.ENAMETOOLONG: "路径太长，请换一个较短的位置",
        errno.ELOOP: "路径中的链接互相指向，请换一个位置",
        errno.EFBIG: "文件超过此磁盘允许的大小，请换一个位置",
        errno.EBUSY: "文件正被其他程序占用，请关闭打开它的程序后重试",
        errno.ETIMEDOUT: "网络位置没有回应，请检查网络或换一个位置",
        errno.EMFILE: "打开的文件太多，请关闭一些程序后重试",
        errno.EIO: "磁盘读写出错，请检查磁盘或换一个位置",
    }
)
