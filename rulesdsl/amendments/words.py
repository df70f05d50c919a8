"""The closed vocabulary of amending sentences outside quotes, and the marks that are written in several ways."""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "CHANGE": (
        "修改为",
        "改为",
        "调整为",
        "修订为",
        "更改为",
        "变更为",
        "修正为",
        "修改成",
        "改成",
        "替换为",
        "更名为",
    ),
    "MERGE": ("合并",),
    "SPLIT": ("拆分为", "分拆为", "拆为", "分为", "分成", "拆分成"),
    "ADVERB": (
        "统一",
        "一律",
        "均",
        "都",
        "分别",
        "相应地",
        "相应",
        "依次",
        "顺延",
        "命名",
        "单独",
        "单列",
        "一并",
    ),
    "DELETE": ("删去", "删除", "取消", "删掉", "予以删除", "予以删去"),
    "ADD": ("增加", "增写", "新增", "增补", "补充", "增设", "加入", "添加"),
    "AS": ("作为", "列为", "顺延为", "变为", "成为"),
    "LEAD": ("并", "同时", "此外", "另外", "还", "且", "随后"),
    "BA": ("将", "把", "对", "在", "就"),
    "OLD": ("原来的", "原"),
    "NEW": ("修改后的", "修改后", "调整后的"),
    "ITS": ("其中的", "其中", "其"),
    "THAT": ("该内容", "该部分内容", "该表述"),
    "WHOLE": ("全文", "通篇", "全篇", "文中"),
    "RELATED": ("有关条文", "相关条文", "有关条款", "相关条款", "有关内容", "相关内容"),
    "ABOUT": ("关于", "有关", "涉及", "规定的", "所称的"),
    "IN": ("中的", "里的", "内的", "中", "里", "内"),
    "OF": ("的",),
    "TAIL": ("表述", "内容", "字样", "文字", "规定", "提法", "词语", "一词", "一句"),
    "AFTER": ("之后", "后面", "后"),
    "BEFORE": ("之前", "前面", "前"),
    "NAME": ("规章名称", "文件名称", "法规名称", "条例名称", "通知名称", "题目", "名称"),
    "HEADING": ("标题", "章名", "节名", "条标"),
    "START": ("开始部分", "开头部分", "开头", "句首", "段首", "首部"),
    "END": ("末尾", "结尾", "最后", "句末", "段末"),
    "PART": ("责任单位", "条首部分", "引言", "目录"),
    "FOR": ("为",),
    "TO": ("至", "到"),
    "LIST": ("、",),
    "AND": ("以及", "和", "与", "及", "或者", "或"),
    "COMMA": ("，",),
    "SEMICOLON": ("；",),
    "STOP": ("。",),
    "COLON": ("：",),
    "NAMELY": ("即", "具体内容如下", "内容如下", "规定如下", "表述如下", "具体内容为", "内容为", "具体为"),
}
"""What each kind of word is written as."""

KIND_OF = {word: kind for kind, words in WORDS.items() for word in words}

NAMES: dict[str, str] = {
    "CHANGE": "修改为",
    "DELETE": "删去",
    "ADD": "增加",
    "AS": "作为",
    "QUOTE": "“…”",
    "STEP": "第…条",
    "COUNT": "一条、一款、一项",
    "COLON": "：",
    "AFTER": "后",
    "BEFORE": "前",
    "MERGE": "合并",
    "SPLIT": "分为",
    "IN": "中的",
    "BLOCK": "新的文字",
    "FINISH": "句末",
    "TO": "至",
    "WHOLE": "全文",
    "DOC": "《…》",
}
"""How a kind is named in 应为…; kinds not listed are never named."""

_HALF_WIDTH = str.maketrans(",;:().﹐﹔﹕?!：", "，；：（）.，；：？！：")
_TRADITIONAL = str.maketrans(
    "將刪條項點為調關內規廢實號編節題標開後別併並與應對執單責稱統發時還這個第",
    "将删条项点为调关内规废实号编节题标开后别并并与应对执单责称统发时还这个第",
)
SPACES = " \t\r\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"


def plain(text: str) -> str:
    """The text with full-width marks and simplified key words, mark for mark, so that offsets hold."""
    return text.translate(_HALF_WIDTH).translate(_TRADITIONAL)
