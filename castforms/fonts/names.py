"""What fonts are called, and which free fonts stand in for those of an office PC.

Names of the office fonts: layout-relevant part of GB/T 9704-2012, 5.2.2 and 7.2-7.3, as `castforms.model.stylesheet`
lists them by role.
"""

from collections.abc import Mapping
from types import MappingProxyType

from castforms.model.stylesheet import FontRole

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "仿宋": ("FangSong",),
        "仿宋_GB2312": ("FangSong_GB2312",),
        "华文仿宋": ("STFangsong",),
        "黑体": ("SimHei",),
        "微软雅黑": ("Microsoft YaHei",),
        "楷体": ("KaiTi",),
        "楷体_GB2312": ("KaiTi_GB2312",),
        "华文楷体": ("STKaiti",),
        "宋体": ("SimSun",),
        "新宋体": ("NSimSun",),
        "华文中宋": ("STZhongsong",),
        "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0"),
        "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXBSK--GBK1-0"),
    }
)
"""The other names under which a machine may list an office font."""

STAND_INS: Mapping[FontRole, tuple[str, ...]] = MappingProxyType(
    {
        FontRole.TITLE: ("AR PL UMing CN", "Noto Serif CJK SC", "Noto Serif SC"),
        FontRole.BODY: ("FandolFang", "LXGW WenKai", "AR PL UKai CN"),
        FontRole.HEADING: ("WenQuanYi Zen Hei", "Noto Sans CJK SC", "Noto Sans SC"),
        FontRole.SUBHEADING: ("FandolKai", "LXGW WenKai", "AR PL UKai CN"),
        FontRole.PAGE_NUMBER: ("AR PL UMing CN", "Noto Serif CJK SC", "Noto Serif SC"),
        FontRole.LATIN: ("Liberation Serif", "Nimbus Roman", "DejaVu Serif"),
    }
)
"""Free fonts for machines without the office fonts, the nearest in style first."""

RARE_CHARACTER_FONTS = ("SimSun-ExtB", "SimSun-ExtG")
"""Office fonts that hold nothing but rare characters (CJK extensions B and later)."""

BUNDLED_SERIF = ("Noto Serif SC", "NotoSerifSC-Regular.otf")
BUNDLED_SANS = ("Noto Sans SC", "NotoSansSC-Regular.otf")
"""Family and file of the fonts that come with the program, so that it never stands there without any."""


def fold(name: str) -> str:
    """The form of a family name by which names are compared; systems do not agree on capitals."""
    return name.strip().casefold()


def names_of(family: str) -> tuple[str, ...]:
    """A family's name and its aliases, the name itself first."""
    return (family, *ALIASES.get(family, ()))
