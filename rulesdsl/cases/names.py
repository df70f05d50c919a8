"""Which declared name a written one is, and what to suggest when it is none.

    >>> Names(["设备投资额"]).suggest("設備投資額")
    '设备投资额'

Width variants are one name (NFKC). Traditional characters are not, but the simplified name is suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import normalize

from rulesdsl.diagnostics.suggest import nearest

_TRADITIONAL = (
    "業企產產設備備資額類項目購買採購價標準獎勵補貼補償營業務營業額總產値數級當歷應與處關鍵裝備臺灣縣廠廣東龍頭優勢選擇認定"
    "審核發票據證書專項經費財務稅務稅務銀行貸款擔保證險損電網氣機械車輛運輸鐵軟體網絡訊號聯動驗檢測質監產園區協會學校醫療藥"
    "農業漁業環節節能綠色產節餘創新術語線個團隊員薪職稱養護傳導師從來書記錄時間間隔長門問題開閉關閘陽陰隊難離雙雜雞雲電霧靈"
    "靜頁頂順須預領頻顆題額風飛飯飲餐館馬駕騎驅驗高魚鮮鳥麥黃點齊齒"
)
_SIMPLIFIED = (
    "业企产产设备备资额类项目购买采购价标准奖励补贴补偿营业务营业额总产值数级当历应与处关键装备台湾县厂广东龙头优势选择认定"
    "审核发票据证书专项经费财务税务税务银行贷款担保证险损电网气机械车辆运输铁软体网络讯号联动验检测质监产园区协会学校医疗药"
    "农业渔业环节节能绿色产节余创新术语线个团队员薪职称养护传导师从来书记录时间间隔长门问题开闭关闸阳阴队难离双杂鸡云电雾灵"
    "静页顶顺须预领频颗题额风飞饭饮餐馆马驾骑驱验高鱼鲜鸟麦黄点齐齿"
)
_MORE = (
    "報報計劃執規則條約務記併購贏餘願試點範圍絡獲確認滿為無際內適後從屬於過還進遷達遠違連選鄉鎮鄰鏈鋼鑄錢針鈔銷鋪錄鍋鐘"
    "實寶審對導層島嶼師帶幣幹張強彈擴擬擔據擁攜損換敗敵斷晉暫會東條極構樣樓權樞機歐歡殘氫決沒況淨渦溫滅潔澤濟燈燒營爭爾"
    "狀獨獎環現盤監盡眾礦碼種積穩競筆築簡簽糧紅約級納純紙細終組結給統絲經綜維綱緊線練縮總繳織繼續罰聖聲聯職肅腦與舉舊藝"
    "蘇虛蟲術衛複見規視覽覺觸訂訓託設許訴診評詞該詳誠誤說課調談請論諾謀講謝證識譯議護變讓貝負貢貨責貴費賃資賓賠質賣賴賬軍"
    "軌載較輔輕輛輸轉辦農遞郵醫釋鈦鈉鋁鋰錯錳鎂鎳鏡"
)
_MORE_SIMPLE = (
    "报报计划执规则条约务记并购赢余愿试点范围络获确认满为无际内适后从属于过还进迁达远违连选乡镇邻链钢铸钱针钞销铺录锅钟"
    "实宝审对导层岛屿师带币干张强弹扩拟担据拥携损换败敌断晋暂会东条极构样楼权枢机欧欢残氢决没况净涡温灭洁泽济灯烧营争尔"
    "状独奖环现盘监尽众矿码种积稳竞笔筑简签粮红约级纳纯纸细终组结给统丝经综维纲紧线练缩总缴织继续罚圣声联职肃脑与举旧艺"
    "苏虚虫术卫复见规视览觉触订训托设许诉诊评词该详诚误说课调谈请论诺谋讲谢证识译议护变让贝负贡货责贵费赁资宾赔质卖赖账军"
    "轨载较辅轻辆输转办农递邮医释钛钠铝锂错锰镁镍镜"
)
_TABLE = {
    ord(old): new
    for old, new in zip(_TRADITIONAL + _MORE, _SIMPLIFIED + _MORE_SIMPLE, strict=True)
    if old != new
}  # fmt: skip


def fold(name: str) -> str:
    """The form in which two writings of one name are equal."""
    return name if name.isascii() else normalize("NFKC", name)


def simplified(name: str) -> str:
    """The name with the traditional characters that occur in such names replaced; for suggestions only."""
    return name.translate(_TABLE)


class Names:
    """A set of declared names, asked again and again; suggestions are worked out once a name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.all: Sequence[str] = list(dict.fromkeys(names))
        self._folded = {fold(name): name for name in self.all}
        self._suggested: dict[str, str | None] = {}

    def find(self, written: str) -> str | None:
        """The declared name, width variants equal."""
        return self._folded.get(fold(written.strip()))

    def suggest(self, written: str) -> str | None:
        """The declared name that was probably meant."""
        if written not in self._suggested:
            plain = simplified(fold(written))
            found = self._folded.get(plain) or nearest(plain, self.all)
            self._suggested[written] = found
        return self._suggested[written]

    def advice(self, written: str, otherwise: str) -> str:
        """Help for an unknown name: the suggestion, else what is said otherwise."""
        word = self.suggest(written)
        return f"是否要写「{word}」" if word else otherwise
