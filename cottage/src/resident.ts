/** The resident's side of the Sunshine Cottage: nothing leaves this page but what is sealed. */
import { http } from "./device/http";
import { openShelf } from "./device/shelf";
import { App } from "./resident/app";
import { painter } from "./resident/paint";
import { sayer } from "./words";

async function start(root: HTMLElement, dock: HTMLElement): Promise<void> {
  const shelf = await openShelf();
  const say = sayer(document.documentElement.lang, root.dataset.zone ?? "Asia/Shanghai");
  const base = `/cottage/${root.dataset.community}/`;
  const app: App = new App({ shelf, server: http(base), say, base, now: Date.now, paint: painter(root, dock) });
  window.addEventListener("online", () => void app.look().then(() => app.send()));
  window.addEventListener("unhandledrejection", () => {
    app.told = say("broken");
    app.repaint();
  });
  const toCall = location.hash === "#call"; // from a page of words alone
  if (toCall) history.replaceState(null, "", location.pathname);
  backKey(app);
  await app.begin();
  if (toCall && app.place.screen !== "who") app.show({ screen: "talk" });
}

/** The phone's own "back" goes one screen back, and out only from the first. */
function backKey(app: App): void {
  history.pushState({ cottage: true }, "");
  window.addEventListener("popstate", () => {
    const link = document.querySelector<HTMLElement>("[data-test=back]");
    if (!link) return history.back();
    history.pushState({ cottage: true }, "");
    link.click();
  });
}

const [root, dock] = [document.getElementById("cottage"), document.getElementById("dock")];
if (root && dock) void start(root, dock);
