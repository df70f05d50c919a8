"""Traditional characters a drafter may have pasted, in their simplified form: for suggestions only, never for equality.

    >>> simplified("設備投資額")
    '设备投资额'

The table holds the characters of policy texts, not of the whole script; what it lacks only costs a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.diagnostics.suggest import nearest

_TRADITIONAL = (
    "萬與專業東絲兩嚴個豐臨為麗舉義烏樂喬習鄉書買亂爭於虧雲亞產畝親億僅從侖倉儀們價眾優會傘偉傳傷倫偽體餘傭侶"
    "僑償儲兒內岡冊寫軍農馮衝決況凍淨準減鳳憑凱擊劃劉則剛創別劑勸辦務動勵勁勞勢勻匯區醫華協單賣盧衛廠廳歷壓廁"
    "縣參雙發變敘號嘆嚇嗎啟員問響園圍國圖圓聖場壞塊堅壇墳壟處備復頭夾奪奮獎婦媽嬰學孫寧寶實寵審憲宮寬賓對尋導"
    "壽將爾塵嘗層屬歲豈島嶺幣帥師帳帶幫幹並廣莊慶庫應廟廢開異張彈強歸當錄徹徑禦憶懷態憐總恆懸驚懲憤願戶撲執擴"
    "掃揚擾撫拋搶護報擔擬攏揀擁攔擇掛撓擋擠揮損換據攝擺搖數齋鬥斷無舊時曠晝顯曬曉術機殺雜權條來楊極構槍標棧棟"
    "欄樹橋檢樓樣橫歡歐殘畢漢湯溝沒滬淚潔測濟瀏渾濃濤澗漲溫灣濕滿濾濫滯滅燈災爐點煉爛燭煙煩燒熱愛爺牽犧狀猶獄獨"
    "獲獵環現瑪電畫暢療監蓋盤眼矯礦碼磚確禮離種積稱穩窮竊競筆筍簡簽籌糧糾紅約級紀純紗綱納縱紛紙紋紡紐線組細織"
    "終紹經綁結繞給絡絕統繼績緒續維綿綜綠緊緩編緣縮縣縫繳罰羅職聯聰肅腸腫腦臟臺與艱藝節蘇蘭葉藥蓮蔣藍蟲補裝複"
    "襲見觀規視覽覺觸訂計認討讓訓議訊記講許論設訪證評識詐訴診詞譯試詩誠話誕詢該詳語誤說請諸課調談謀諾讀謝謹譜貝"
    "負貢財責敗貨質販貪貧購貯貫貳貼貴貸貿費賀資賊賞賠賢賴賽贈贊趙趕趨跡軌軒轉輪軟軸輕載較輔輛輩輸轄辭邊遼達遷過"
    "邁運還這進遠違連遲適選遺鄧鄭鄰釋裡鑑針釘鈔鋼鐘鎮鐵鏈銅銀銷鎖鋪鏡錢長門閃閉間閑聞閱闊隊陽陰陣階際陸陳險隨隱難"
    "霧靜韓頁頂項順須預領頗頻題額風飛飯飲養餐館馬駐駕驗騙騰髮魚鮮鳥鳴麥黃齊齒龍龜舖營團範檔稅製後佔採佈徵併託繫"
)
_SIMPLIFIED = (
    "万与专业东丝两严个丰临为丽举义乌乐乔习乡书买乱争于亏云亚产亩亲亿仅从仑仓仪们价众优会伞伟传伤伦伪体余佣侣"
    "侨偿储儿内冈册写军农冯冲决况冻净准减凤凭凯击划刘则刚创别剂劝办务动励劲劳势匀汇区医华协单卖卢卫厂厅历压厕"
    "县参双发变叙号叹吓吗启员问响园围国图圆圣场坏块坚坛坟垄处备复头夹夺奋奖妇妈婴学孙宁宝实宠审宪宫宽宾对寻导"
    "寿将尔尘尝层属岁岂岛岭币帅师帐带帮干并广庄庆库应庙废开异张弹强归当录彻径御忆怀态怜总恒悬惊惩愤愿户扑执扩"
    "扫扬扰抚抛抢护报担拟拢拣拥拦择挂挠挡挤挥损换据摄摆摇数斋斗断无旧时旷昼显晒晓术机杀杂权条来杨极构枪标栈栋"
    "栏树桥检楼样横欢欧残毕汉汤沟没沪泪洁测济浏浑浓涛涧涨温湾湿满滤滥滞灭灯灾炉点炼烂烛烟烦烧热爱爷牵牺状犹狱独"
    "获猎环现玛电画畅疗监盖盘眼矫矿码砖确礼离种积称稳穷窃竞笔笋简签筹粮纠红约级纪纯纱纲纳纵纷纸纹纺纽线组细织"
    "终绍经绑结绕给络绝统继绩绪续维绵综绿紧缓编缘缩县缝缴罚罗职联聪肃肠肿脑脏台与艰艺节苏兰叶药莲蒋蓝虫补装复"
    "袭见观规视览觉触订计认讨让训议讯记讲许论设访证评识诈诉诊词译试诗诚话诞询该详语误说请诸课调谈谋诺读谢谨谱贝"
    "负贡财责败货质贩贪贫购贮贯贰贴贵贷贸费贺资贼赏赔贤赖赛赠赞赵赶趋迹轨轩转轮软轴轻载较辅辆辈输辖辞边辽达迁过"
    "迈运还这进远违连迟适选遗邓郑邻释里鉴针钉钞钢钟镇铁链铜银销锁铺镜钱长门闪闭间闲闻阅阔队阳阴阵阶际陆陈险随隐难"
    "雾静韩页顶项顺须预领颇频题额风飞饭饮养餐馆马驻驾验骗腾发鱼鲜鸟鸣麦黄齐齿龙龟铺营团范档税制后占采布征并托系"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text in simplified characters, as far as the table goes."""
    return text.translate(_TABLE)


def likely(name: str, candidates: Iterable[str]) -> str | None:
    """The declared name someone probably meant: the same in simplified characters, else the nearest."""
    known = list(candidates)
    plain = simplified(name)
    if plain != name and plain in known:
        return plain
    return nearest(plain, known) or nearest(name, known)
