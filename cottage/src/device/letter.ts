/** What is sent: the letter to the counsellors, before it is sealed. */
import type { Payload, Urgency } from "../seal/payload";
import type { Scale, Score } from "../scales/types";
import type { Me } from "./people";
import type { Slot } from "./server";

export type Language = "zh-hans" | "en";

function from(me: Me, language: Language, at: number) {
  return {
    v: 1 as const,
    person: me.row.id,
    nickname: me.about.nickname,
    phone: me.about.phone,
    language,
    reply_to: { box: me.about.box, key: me.row.publicKey },
    at: new Date(at).toISOString(),
    by: "self" as const,
  };
}

/** Life before everything, then a severe band, then the site's cut-off. */
export function urgencyOf(score: Score): Urgency {
  if (score.alerts.length) return "life";
  if (score.level === "severe") return "severe";
  return score.above ? "above" : "below";
}

export function test(me: Me, scale: Scale, answers: (number | null)[], score: Score, language: Language, at: number): Payload {
  return {
    ...from(me, language, at),
    kind: "test",
    scale: scale.id,
    scale_version: scale.version,
    answers,
    total: score.total,
    band: score.band,
    level: score.level,
    above: score.above,
    alerts: score.alerts.map((alert) => alert.code),
    cutoff: { id: score.cutoff_id, at: score.cutoff },
    citation: score.citation,
    urgency: urgencyOf(score),
  };
}

export function talk(me: Me, urgency: Urgency, text: string, language: Language, at: number, slot?: Slot): Payload {
  const more = { ...(text && { text: text.slice(0, 2000) }), ...(slot && { slot }) };
  return { ...from(me, language, at), kind: "talk", urgency, ...more };
}

/** The name or the number has changed: so that nobody rings an old one. */
export function registration(me: Me, language: Language, at: number): Payload {
  return { ...from(me, language, at), kind: "registration", urgency: "below" };
}
