// Words of those who are expected: visitors announced, people who come home.
export const zh = {
  expected: "快到的人",
  expected_ready: "预备",
  expected_all: "看全部 {n} 批",
  expected_none: "没有要到的人。新的名单联网后自动更新。",
  expected_none_title: "现在没有",
  expected_meets: "{name} 来接",
  expected_grid: "{grid} 网格",
  expected_day: "{month}月{day}日 {time}",
  expected_family: "{surname}家 {n} 人",
  meets_title: "接他们的人",
  hand_on_title: "说要回家，名单上却没有？",
  hand_on: "不要让人在门外久等：给下面的同事打电话。住在别的社区的，办公室征得本人同意后转过去，不会没人管。",
};

export const en: Record<keyof typeof zh, string> = {
  expected: "Arriving soon",
  expected_ready: "ready",
  expected_all: "See all {n}",
  expected_none: "Nobody is about to arrive. New names come with the next connection.",
  expected_none_title: "Nobody now",
  expected_meets: "met by {name}",
  expected_grid: "grid {grid}",
  expected_day: "{month}/{day} {time}",
  expected_family: "{surname} × {n}",
  meets_title: "Who meets them",
  hand_on_title: "Coming home, and not on the list?",
  hand_on: "Let nobody wait outside for long: ring the colleague below. Whoever lives in another community is handed on by the office, with their consent.",
};
