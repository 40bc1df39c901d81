"""What pictures say beside their numbers: titles, units, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.labels import Label


class MissingFontWarning(UserWarning):
    """No font with Chinese characters was found, so names bear numbers."""


_INSTALL: Final = Label(
    "请安装一种中文字体，例如 Noto Sans CJK"
    "（Debian、Ubuntu：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts），"
    "或者用 font= 指明字体文件；已安装而仍找不到的，删除 matplotlib.get_cachedir() "
    "所指文件夹中的字体缓存 fontlist-*.json",
    "Install one, such as Noto Sans CJK (Debian, Ubuntu: fonts-noto-cjk; Fedora: "
    "google-noto-sans-cjk-fonts), or name a font file with font=; if one is installed "
    "and still not found, delete the list of fonts, fontlist-*.json, in the folder "
    "that matplotlib.get_cachedir() names",
)

NO_FONT: Final = Label(
    f"没有找到中文字体，方框以编号代替。{_INSTALL.zh}",
    f"no font with Chinese characters was found, so boxes bear numbers. {_INSTALL.en}",
)
"""Said in a warning; the figure itself can only bear the English words."""

NO_FONT_NAMES: Final = Label(
    f"没有找到中文字体，改用英文，只有中文的名称以编号代替。{_INSTALL.zh}",
    "no font with Chinese characters was found, so the figure is in English and names "
    f"that are only Chinese are numbers. {_INSTALL.en}",
)
"""Said in a warning where a figure has English words for most of what it says."""

ON_FIGURE: Final = "No Chinese font found: boxes are numbered. Install Noto Sans CJK."

ON_NAMES: Final = (
    "No Chinese font found: Chinese names are numbers.\nInstall Noto Sans CJK."
)

YEAR: Final = Label("年份", "year")
MEMBER: Final = Label("类别", "kind")
RANK: Final = Label("位阶", "rank")
NO_MEMBER: Final = Label("不详", "unknown")
NO_RANK: Final = Label("无位阶", "without rank")

UNITS: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "nodes": Label("节点（个）", "nodes"),
        "edges": Label("边（条）", "edges"),
        "doubtful_nodes": Label("效力存疑的节点（个）", "nodes in doubt"),
        "doubtful_edges": Label("效力存疑的边（条）", "edges in doubt"),
        "instruments": Label("现行法律文件（件）", "instruments in force"),
        "ranks": Label("现行法律文件（件）", "instruments in force"),
        "enabled": Label(
            "写明制定依据的法律文件（件）", "instruments made under another"
        ),
        "longest_chain": Label("最长依据链（环）", "longest chain (links)"),
        "mean_chain": Label("依据链平均长度（环）", "mean chain (links)"),
        "citations": Label("引用（处）", "citations in force"),
        "lapsed": Label("所引已失效的引用（处）", "citations of what has ended"),
        "received": Label(
            "平均被引用次数（处/件）", "citations received for each instrument"
        ),
        "statuses": Label("占引用的比例", "share of the citations"),
        "written_age": Label(
            "引用时所引版本的年龄（年）", "age of the version when cited (years)"
        ),
        "version_age": Label(
            "所引版本当年的年龄（年）", "age of the version cited (years)"
        ),
        "instrument_age": Label(
            "所引法律文件施行年数（年）", "years since the instrument cited began"
        ),
    }
)
"""Each measure that can be drawn, as its axis says it."""
