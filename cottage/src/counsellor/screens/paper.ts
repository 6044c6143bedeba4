/** A form that came on paper, typed in: scored here, sealed here, and sent like any other. */
import { secret, uuid7 } from "../../device/ids";
import { score } from "../../scales/score";
import type { Scale, Score } from "../../scales/types";
import { seal } from "../../seal/seal";
import type { App, Screen } from "../app";
import { lines } from "../rules/worklist";
import type { Payload, Urgency } from "../rules/types";
import { card, form, h, input, labelled, replace, select, submit, type Child } from "../ui";

export function paperScreen(app: App): Screen {
  const { say } = app;
  const scales = [...app.scales.values()];
  const chosen = select("scale", scales.map((one) => [one.id, say.of(one.title)]));
  const nickname = input("nickname", { maxlength: 60, required: true });
  const phone = input("phone", { type: "tel", maxlength: 40 });
  const call = input("call", { type: "checkbox" });
  const items = h("div", { class: "stack" });
  const same = h("div", {});
  const show = () => replace(items, app.scales.get(chosen.value)!.items.map((_, index) => question(app, app.scales.get(chosen.value)!, index)));
  chosen.addEventListener("change", show);
  phone.addEventListener("input", () => replace(same, knownBy(app, phone.value)));
  if (scales.length) show();
  const send = (made: HTMLFormElement) => void typed(app, made, app.scales.get(chosen.value)!, { nickname: nickname.value.trim(), phone: phone.value.trim(), call: call.checked });
  return {
    title: say("paper"),
    actions: app.backButton(),
    body: card(form(send, labelled(say("paper_scale"), chosen), labelled(say("nickname"), nickname), labelled(say("phone"), phone), same, h("label", { class: "check" }, call, say("wants_call")), items, submit(say("paper_keep"), "main", "paper-keep"))),
  };
}

function question(app: App, scale: Scale, index: number): HTMLElement {
  const item = scale.items[index]!;
  return h(
    "fieldset",
    {},
    h("legend", {}, `${index + 1}. ${app.say.of(item.text)}`),
    h("div", { class: "choices" }, (item.answers ?? scale.answers).map((one) => h("label", { class: "check" }, input(`item-${index}`, { type: "radio", value: one.value }), `${one.value} ${app.say.of(one.text)}`))),
  );
}

/** Whoever left this number before, by their own choice of a tick: two people may share a telephone. */
function knownBy(app: App, phone: string): Child {
  const digits = phone.replace(/\D/g, "");
  if (digits.length < 7) return false;
  const found = lines([...app.book.opened.values()], app.rules, app.now()).filter(({ record }) => record.payload.phone.replace(/\D/g, "") === digits);
  return found.slice(0, 3).map(({ record: { payload } }) => h("label", { class: "check" }, input("person", { type: "radio", value: payload.person }), app.say("same_person", { name: payload.nickname })));
}

interface Who {
  nickname: string;
  phone: string;
  call: boolean;
}

async function typed(app: App, made: HTMLFormElement, scale: Scale, who: Who): Promise<void> {
  const said = new FormData(made);
  const answers = scale.items.map((_, index) => (said.has(`item-${index}`) ? Number(said.get(`item-${index}`)) : null));
  if (!who.nickname) return app.told(app.say("paper_name"), "error");
  const result = score(scale, answers);
  if ("error" in result) {
    const missing = result.error === "scale.missing" || result.error === "scale.wrong_count";
    const items = scale.items.flatMap((item, index) => (answers[index] === null && item.scored ? [String(index + 1)] : [])).join(" ");
    return app.told(missing ? app.say("paper_missing", { items }) : app.say("paper_unscored"), "error");
  }
  const id = uuid7(app.now());
  const payload = letter(app, id, scale, answers, result, who, String(said.get("person") ?? "") || secret());
  const done = await app.act(async () => {
    const sealed = await seal(payload, app.door.key!.public_key);
    await app.api.post(`/cottage/${app.given.community}/records`, { id, key_id: app.door.key!.id, sealed_key: sealed.key, body: sealed.body });
    await app.fetch(() => undefined);
  });
  if (!done) return;
  app.list();
  const band = scale.bands.find((one) => one.id === result.band)!;
  app.told(app.say("paper_kept", { total: result.total, band: app.say.of(band.text) }));
}

function letter(app: App, record: string, scale: Scale, answers: (number | null)[], result: Score, who: Who, person: string): Payload {
  return {
    v: 1,
    record,
    kind: "test",
    person,
    nickname: who.nickname,
    phone: who.phone,
    scale: scale.id,
    scale_version: scale.version,
    language: app.say.english ? "en" : "zh-hans",
    answers,
    total: result.total,
    band: result.band,
    level: result.level,
    above: result.above,
    alerts: result.alerts.map((one) => one.code),
    cutoff: { id: result.cutoff_id, at: result.cutoff },
    citation: result.citation,
    urgency: urgency(result, who.call),
    at: new Date(app.now()).toISOString(),
    by: "paper",
  };
}

function urgency(result: Score, call: boolean): Urgency {
  if (result.alerts.length) return "life";
  if (call) return "call_me";
  if (result.level === "severe") return "severe";
  return result.above ? "above" : "below";
}
