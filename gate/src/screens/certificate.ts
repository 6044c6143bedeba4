// Scanning a health certificate inside the health step; what cannot be read leaves the colour to the guard's eye.
import type { App } from "../app";
import { scanned } from "../check/scan";
import { answer } from "../flow";
import { Camera } from "../scan/camera";
import { type Child, h, replace } from "../ui/dom";
import { button } from "../ui/parts";
import { t } from "../words";
import { pictureButton } from "./picture";

export function certificateButtons(app: App): Child {
  const viewer = h("div", { class: "viewer" });
  return [
    viewer,
    h("div", { class: "two" },
      button(t("colour_scan"), () => void watch(app, viewer), { test: "certificate-scan" }),
      pictureButton((text) => void take(app, text), (word) => app.notice(t(word)))),
  ];
}

async function watch(app: App, viewer: HTMLElement): Promise<void> {
  const video = h("video", { class: "video low", muted: true, playsinline: true, "aria-label": t("colour_scan") });
  replace(viewer, video);
  const camera = new Camera(video, (text) => { camera.stop(); void take(app, text); });
  // The camera goes off with the screen that it stands on.
  new MutationObserver((_, observer) => {
    if (!video.isConnected) { camera.stop(); observer.disconnect(); }
  }).observe(document.body, { childList: true, subtree: true });
  const trouble = await camera.start();
  if (trouble) replace(viewer, h("small", {}, t(trouble)));
}

export async function take(app: App, text: string): Promise<void> {
  const found = await scanned(app.world, text, app.direction);
  if (found.kind !== "health") return app.notice(t("not_ours"));
  if (found.state === "good") return answer(app, { health_certificate: found.state });
  app.notice(t("scanned_health_bad", { why: found.code }));
  // An expired certificate is a fact; a text nobody can trust is none, and the colour is asked.
  if (found.state === "expired") answer(app, { health_certificate: found.state });
}
