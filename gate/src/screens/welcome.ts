// A phone that is not set up: enrol it by QR, link or picture; practise; and 救命 works all the same.
import type { App, Frame, Screen } from "../app";
import { enrol, tokenIn } from "../live/enrol";
import { Camera } from "../scan/camera";
import { api, CallFailed } from "../sync/api";
import { h, replace } from "../ui/dom";
import { button, card, field, notice } from "../ui/parts";
import { language, setLanguage, t } from "../words";
import { startPractice } from "../practice/practice";
import { pictureButton } from "./picture";

export function languageButton(app: App): HTMLElement {
  const other = () => { setLanguage(language() === "zh" ? "en" : "zh"); app.again(); };
  return button(t("other_language"), other, { kind: "small", test: "language" });
}

export function welcomeScreen(app: App): Frame {
  let camera: Camera | undefined;
  const viewer = h("div", { class: "viewer" });
  const link = field({ label: t("welcome_paste"), test: "enrol-link", max: 300, hint: "https://…/gate/#enrol=…" });
  const take = (text: string) => {
    const token = tokenIn(text);
    if (token) app.go(enrolScreen(token));
    else app.notice(t("welcome_bad"));
  };
  const watch = async () => {
    const video = h("video", { class: "video", muted: true, playsinline: true, "aria-label": t("scan") });
    replace(viewer, video);
    camera?.stop();
    camera = new Camera(video, take);
    const trouble = await camera.start();
    if (trouble) replace(viewer, notice(t(trouble)));
  };
  link.input.addEventListener("change", () => link.input.value.trim() && take(link.input.value));
  return {
    name: "welcome",
    title: t("app"),
    aside: languageButton(app),
    body: [
      card(h("h2", {}, t("welcome_title")), h("p", {}, t("welcome_text"))),
      viewer,
      link.box,
      h("div", { class: "two" }, pictureButton(take, (word) => app.notice(t(word))), button(t("yes_go_on"), () => take(link.input.value), { test: "enrol-link-go" })),
      h("button", { class: "card tap", type: "button", "data-test": "practice", onclick: () => startPractice(app) },
        h("h2", {}, t("welcome_practice")), h("small", {}, t("welcome_practice_hint"))),
    ],
    foot: button(t("scan"), () => void watch(), { main: true, test: "scan" }),
    leave: () => camera?.stop(),
  };
}

/** The token stays in the address until it is used: a page that changes over to a new version still has it. */
function forgetToken(): void {
  history.replaceState(null, "", location.pathname);
}

export function enrolScreen(token: string): Screen {
  return (app: App): Frame => {
    const name = field({ label: t("phone_name"), test: "phone-name", hint: t("phone_name_hint") });
    const go = async () => {
      const called = name.input.value.trim();
      if (!called) return name.input.focus();
      submit.disabled = true;
      try {
        await enrol(app.live, api, token, called);
        forgetToken();
        app.home();
        app.notice(t("enrolled", { community: app.live.device?.community.name ?? "" }));
        void app.loop.now();
      } catch (error) {
        submit.disabled = false;
        const offline = error instanceof CallFailed && error.offline;
        const why = error instanceof CallFailed ? error.message : String(error);
        app.notice(offline ? t("enrol_offline") : t("enrol_failed", { why }));
      }
    };
    const submit = button(t("enrol"), () => void go(), { main: true, test: "enrol-go" });
    return {
      name: "enrol",
      title: t("enrol"),
      aside: languageButton(app),
      back: () => { forgetToken(); app.home(); },
      body: name.box,
      foot: submit,
    };
  };
}
