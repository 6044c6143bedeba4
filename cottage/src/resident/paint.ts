/** Puts a screen on the page: back, heading, body, and below it how it stands with sending. */
import type { App } from "./app";
import { add, h, type Child } from "./dom";
import { button, link, notice } from "./parts";
import type { Screen, View } from "./places";
import { SCREENS } from "./screens";

/** On these the person wants to know whether it has arrived. */
const SAID_AFTER = new Set<Screen>(["result", "asked", "booked"]);

export function painter(root: HTMLElement, dock: HTMLElement) {
  let last = "";
  const status = h("div", { "data-test": "status" });
  const callMe = button("", () => undefined, { main: true, test: "call-me" });
  dock.prepend(callMe);
  return (app: App): void => {
    const { place } = app;
    const view: View = SCREENS[place.screen](app, place);
    const heading = h("h2", { tabindex: "-1", "data-test": `at-${place.screen}` }, view.title);
    const fill: Child[] = [
      view.back && link(`‹ ${app.say("back")}`, () => app.show(view.back!), "back"),
      view.lead,
      heading,
      app.told && notice(app.told, "success", "told"),
      !view.low && status,
      view.body,
      view.low && status,
    ];
    const held = root.contains(document.activeElement) ? document.activeElement!.getAttribute("data-test") : null;
    root.replaceChildren();
    add(root, fill);
    app.renew = () => root.querySelector("input:focus, textarea:focus") || app.repaint();
    app.status = () => status.replaceChildren(...standing(app));
    app.status();
    const again = callMe.cloneNode(false) as HTMLButtonElement;
    again.textContent = app.say("call_me");
    again.onclick = () => app.show({ screen: "talk", from: place.screen === "talk" ? place.from : place });
    dock.querySelector("[data-test=call-me]")!.replaceWith(again);
    again.hidden = place.screen === "talk";
    const here = JSON.stringify([place.screen, place.index]);
    if (last && last !== here) {
      window.scrollTo(0, 0);
      heading.focus();
    } else if (held) root.querySelector<HTMLElement>(`[data-test="${held}"]`)?.focus();
    last = here;
  };
}

function standing(app: App): HTMLElement[] {
  const { left, say } = app;
  const found: HTMLElement[] = [];
  if (app.sending && left.waiting) found.push(notice(say("sending"), "", "sending"));
  else if (left.waiting) {
    found.push(notice(say("waiting_one", { n: left.waiting }), "warning", "waiting"));
    found.push(button(say("send_now"), () => void app.send(), { test: "send-now" }));
  } else if (SAID_AFTER.has(app.place.screen) && !left.refused) found.push(notice(say("delivered"), "success", "delivered"));
  if (left.refused) found.push(notice(say("refused_one", { n: left.refused }), "stop", "refused"));
  if (!app.set.shelf.lasting && app.place.screen !== "home") found.push(notice(say("no_storage"), "warning"));
  return found;
}
