// Asks every three seconds whether this phone trusts us yet: a fetch over HTTPS succeeds only then.
"use strict";

const page = document.querySelector("[data-by-name]");

async function reaches(base) {
  if (!base) return false;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 2500);
  try {
    await fetch(`${base}/lan/probe`, { mode: "no-cors", cache: "no-store", signal: stop.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function show(state) {
  for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

async function look() {
  if (await reaches(page.dataset.byName)) return show("name");
  if (await reaches(page.dataset.byAddress)) return show("address");
  show("not-yet");
  return setTimeout(look, 3000);
}

look();
