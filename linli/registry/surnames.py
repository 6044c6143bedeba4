"""Surnames that are longer, or said otherwise, than a dictionary of words believes.

Sources: 百家姓; Xinhua dictionary's readings marked 姓; readings in local use (覃 tan in Hubei) come second.
Each entry: surname -> the readings, likeliest first, syllables parted by a space, ü written v.
"""

COMPOUND: dict[str, list[str]] = {
    "欧阳": ["ou yang"], "司马": ["si ma"], "上官": ["shang guan"], "诸葛": ["zhu ge"], "东方": ["dong fang"],
    "皇甫": ["huang fu"], "尉迟": ["yu chi"], "公孙": ["gong sun"], "轩辕": ["xuan yuan"], "令狐": ["ling hu"],
    "钟离": ["zhong li"], "宇文": ["yu wen"], "长孙": ["zhang sun"], "慕容": ["mu rong"], "司徒": ["si tu"],
    "司空": ["si kong"], "夏侯": ["xia hou"], "赫连": ["he lian"], "澹台": ["tan tai"], "公冶": ["gong ye"],
    "宗政": ["zong zheng"], "濮阳": ["pu yang"], "淳于": ["chun yu"], "单于": ["chan yu"], "太叔": ["tai shu"],
    "申屠": ["shen tu"], "仲孙": ["zhong sun"], "闻人": ["wen ren"], "万俟": ["mo qi"], "呼延": ["hu yan"],
    "端木": ["duan mu"], "南宫": ["nan gong"], "独孤": ["du gu"], "西门": ["xi men"], "鲜于": ["xian yu"],
    "闾丘": ["lv qiu"], "亓官": ["qi guan"], "司寇": ["si kou"], "颛孙": ["zhuan sun"], "拓跋": ["tuo ba"],
    "拓拔": ["tuo ba"], "百里": ["bai li"], "东郭": ["dong guo"], "南门": ["nan men"], "微生": ["wei sheng"],
    "公羊": ["gong yang"], "公西": ["gong xi"], "漆雕": ["qi diao"], "乐正": ["yue zheng"], "壤驷": ["rang si"],
    "公良": ["gong liang"], "夹谷": ["jia gu"], "宰父": ["zai fu"], "谷梁": ["gu liang"], "穀梁": ["gu liang"],
    "段干": ["duan gan"], "巫马": ["wu ma"], "子车": ["zi ju"], "哥舒": ["ge shu"], "第五": ["di wu"],
    "纳兰": ["na lan"], "完颜": ["wan yan"], "耶律": ["ye lv"], "叶赫": ["ye he"],
    "梁丘": ["liang qiu"], "左丘": ["zuo qiu"], "东门": ["dong men"], "贺兰": ["he lan"], "羊舌": ["yang she"],
}  # fmt: skip

SURNAMES: dict[str, list[str]] = {
    "单": ["shan", "dan"], "曾": ["zeng"], "仇": ["qiu"], "解": ["xie", "jie"], "查": ["zha"], "区": ["ou"],
    "朴": ["piao"], "盖": ["ge", "gai"], "乐": ["yue", "le"], "任": ["ren"], "华": ["hua"], "纪": ["ji"],
    "缪": ["miao"], "翟": ["zhai", "di"], "覃": ["qin", "tan"], "谭": ["tan"], "繁": ["po"], "冼": ["xian"],
    "洗": ["xian"], "秘": ["bi", "mi"], "员": ["yun", "yuan"], "贠": ["yun"], "宓": ["mi", "fu"],
    "郇": ["xun", "huan"], "那": ["na"], "谌": ["chen", "shen"], "隗": ["wei", "kui"], "车": ["che"],
    "石": ["shi"], "折": ["she"], "种": ["chong"], "重": ["chong"], "冯": ["feng"], "宁": ["ning"],
    "阚": ["kan"], "祭": ["zhai", "ji"], "句": ["gou"], "勾": ["gou"], "尉": ["wei", "yu"], "於": ["yu"],
    "应": ["ying"], "曲": ["qu"], "牟": ["mou", "mu"], "莘": ["shen", "xin"], "瞿": ["qu"], "郗": ["xi", "chi"],
    "都": ["du"], "褚": ["chu"], "相": ["xiang"], "藏": ["zang"], "臧": ["zang"], "柏": ["bai", "bo"],
    "卜": ["bu"], "葛": ["ge"], "过": ["guo"], "呙": ["guo"], "宿": ["su"], "逯": ["lu"], "仝": ["tong"],
    "亓": ["qi"], "隽": ["juan"], "乜": ["nie"], "钭": ["tou"], "阙": ["que"], "訾": ["zi"], "盛": ["sheng"],
    "晟": ["cheng", "sheng"], "燕": ["yan"], "要": ["yao"], "占": ["zhan"], "万": ["wan"], "眭": ["sui"],
    "召": ["shao", "zhao"], "能": ["nai"], "黑": ["he", "hei"], "幺": ["yao"], "少": ["shao"], "将": ["jiang"],
    "教": ["jiao"], "强": ["qiang"], "谷": ["gu"], "长": ["chang"], "行": ["xing", "hang"], "厍": ["she"],
    "会": ["gui"], "佴": ["nai"], "殷": ["yin"], "干": ["gan"], "哈": ["ha"], "塔": ["ta"], "撒": ["sa"],
    "洪": ["hong"], "弗": ["fu"], "艾": ["ai"], "尹": ["yin"], "晁": ["chao"], "逄": ["pang"], "庞": ["pang"],
    "夏": ["xia"], "沈": ["shen"], "沉": ["shen"], "贾": ["jia"], "薄": ["bo"], "卓": ["zhuo"], "费": ["fei", "bi"],
    "齐": ["qi"], "甄": ["zhen"], "俞": ["yu"], "尤": ["you"], "郝": ["hao"], "郄": ["qie", "xi"], "粘": ["nian"],
    "适": ["kuo"], "缴": ["jiao"], "参": ["can"], "扎": ["zha"], "么": ["yao"], "台": ["tai"], "呼": ["hu"],
    "吕": ["lv"], "陆": ["lu"], "六": ["lu"], "家": ["jia"], "还": ["huan"], "没": ["mo"], "洛": ["luo"],
    "角": ["jue"], "铅": ["qian"], "调": ["diao"], "降": ["jiang"], "乘": ["cheng"], "传": ["chuan"], "奇": ["qi"],
    "叶": ["ye"], "邵": ["shao"], "郭": ["guo"], "翁": ["weng"], "景": ["jing"], "龟": ["gui"], "阿": ["a"],
    "提": ["ti"],
}  # fmt: skip

# Characters that the dictionary does not read: Extension B and later, as police registers have them.
RARE: dict[str, str] = {
    "𠮷": "ji", "𣲗": "wei", "𣲘": "wu", "𬭼": "sui", "𫓧": "fu", "𬍛": "lu", "𠅤": "yi", "𡐓": "qiu", "𪻐": "chang",
    "𬎆": "bin", "𬘓": "xun", "𬀩": "wei", "𫖮": "yi", "𬤇": "xi", "𬱖": "di", "𬸣": "yan", "𥔲": "zhen", "䶮": "yan",
    "㛃": "jie", "㵑": "lu", "䜣": "xin", "𤧛": "zhui", "𫍽": "xuan", "𬬭": "lun", "𨱏": "da", "𠙶": "qu",
}  # fmt: skip
