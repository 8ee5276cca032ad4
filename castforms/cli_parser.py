"""argparse that speaks Chinese."""

import argparse
import re
from typing import Any, NoReturn

from castforms.session.workspace import StorageError


class Parser(argparse.ArgumentParser):
    """Complains by a StorageError: one Chinese line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False, add_help=False, formatter_class=_Help)
        self.words = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这份说明")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; an --out without a value is refused."""
        options, rest = super().parse_known_args(args, namespace)
        if getattr(options, "out", None) == "":  # a script's empty variable, which does not mean the folder at hand
            raise StorageError("--out 后面缺少内容，请写明文件或文件夹")
        return options, rest

    def error(self, message: str) -> NoReturn:
        """Raises StorageError with what is wrong with the call."""
        for pattern, words in _COMPLAINTS:
            if match := re.search(pattern, message):
                raise StorageError(match.expand(words).replace("'", "") + f"；用法见 {self.prog} --help")
        raise StorageError(f"命令写法有误；用法见 {self.prog} --help")


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


_COMPLAINTS = (
    (r"argument COMMAND: invalid choice: '?([^' ]*)", r"没有命令“\1”"),
    (r"argument (\S+): invalid choice: '?([^' ]*).*choose from ([^)]*)", r"\1 的值“\2”无效，可用：\3"),
    (r"argument (\S+): invalid \S+ value: '(.*)'", r"\1 的值“\2”无效，应为数字"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 不能与 \2 同时使用，请去掉一个"),
    (r"argument (\S+): expected", r"\1 后面缺少内容"),
    (r"argument (\S+): ignored explicit", r"\1 后面不能写内容"),
    (r"required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
)
