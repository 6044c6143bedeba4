// Verdicts that the gate itself gives when a rule cannot: always "a person decides".
export const OWN_VERDICTS = {
  "gate.two_gates": {
    zh: {
      title: "请人确认",
      reason: "同一个码刚在别的门用过，说不通",
      remedy: "按房号核对本人，或打电话给这一户",
      say: "您的码刚才在别处用过，我请同事一起看一下，马上好。",
      help: "值班负责人",
    },
    en: {
      title: "Somebody must confirm",
      reason: "The same pass was used at another gate a moment ago",
      remedy: "Compare by room, or call the household",
      say: "Your pass was used elsewhere just now; a colleague will look with me, it takes a moment.",
      help: "The duty lead",
    },
  },
  "gate.cannot_tell": {
    zh: {
      title: "请人决定",
      reason: "这一步在门口答不上",
      remedy: "打电话问网格员，再放行或改天",
      say: "这一项我这里看不到，我打个电话问清楚，请稍等。",
      help: "网格员可以确认",
    },
    en: {
      title: "A person decides",
      reason: "This step cannot be answered at the gate",
      remedy: "Call the grid worker, then decide",
      say: "I cannot see this one here; I will call and ask. One moment, please.",
      help: "The grid worker can confirm",
    },
  },
};
