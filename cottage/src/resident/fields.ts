/** Name and number, on whichever screen they are asked for; nothing is asked twice. */
import { introduce } from "../device/people";
import type { App } from "./app";
import { field } from "./parts";
import type { Child } from "./dom";

const DIGITS = 7; // the shortest number that can be rung from anywhere in the city

export function nameAndNumber(app: App): { boxes: Child[]; take: () => Promise<boolean> } {
  const { say, draft } = app;
  const typed = (name: string) => (value: string) => {
    draft.typed[name] = value;
    void app.save();
  };
  const before = { nickname: app.me?.about.nickname ?? "", phone: app.me?.about.phone ?? "" };
  const name = field({
    label: say("nickname"), hint: say("nickname_hint"), test: "nickname",
    value: draft.typed.nickname ?? before.nickname, changed: typed("nickname"),
  }); // prettier-ignore
  const phone = field({
    label: say("phone"), hint: say("phone_hint"), test: "phone", type: "tel",
    value: draft.typed.phone ?? before.phone, changed: typed("phone"),
  }); // prettier-ignore
  const take = async (): Promise<boolean> => {
    const [nickname, number] = [name.input.value.trim(), phone.input.value.trim()];
    phone.wrong((number.match(/\d/g) ?? []).length < DIGITS ? say("phone_missing") : "");
    name.wrong(nickname ? "" : say("nickname_missing"));
    if (name.input.hasAttribute("aria-invalid") || phone.input.hasAttribute("aria-invalid")) return false;
    const me = await app.someone();
    await introduce(app.set.shelf, me, { ...me.about, nickname, phone: number });
    delete draft.typed.nickname;
    delete draft.typed.phone;
    return true;
  };
  return { boxes: [name.box, phone.box], take };
}

export function known(app: App): boolean {
  return Boolean(app.me?.about.nickname && app.me.about.phone);
}
