// The page at the gate lives: the clock runs, the place in the queue and the verdict come by themselves.
// It asks every few seconds while it is looked at, and stops when it is hidden or the verdict stands.
const place = document.getElementById("place");
const clock = document.querySelector("[data-clock]");
const ahead = clock ? Number(clock.dataset.clock) * 1000 - Date.now() : 0; // the server's clock before the phone's
const two = (number) => String(number).padStart(2, "0");
let tag = place?.querySelector("[data-tag]")?.dataset.tag ?? "";
let misses = 0;
let timer = 0;

function state() {
  return place?.querySelector("[data-state]")?.dataset.state;
}

// While one waits, and while somebody of the group still needs a person's decision.
function open() {
  return state() === "waiting" || Boolean(place?.querySelector("[data-open]"));
}

function tick() {
  const now = Date.now() + ahead;
  if (clock) {
    const [hours, minutes] = clock.textContent.split(":");
    const seconds = Math.floor(now / 1000) % 60;
    // hours and minutes as the server said them: its zone is the community's
    const passed = Math.floor(now / 60000) - Math.floor(Number(clock.dataset.clock) / 60);
    clock.dataset.start ??= `${hours}:${minutes}`;
    const [hour, minute] = clock.dataset.start.split(":").map(Number);
    const total = (hour * 60 + minute + passed) % 1440;
    clock.textContent = `${two(Math.floor(total / 60))}:${two(total % 60)}:${two(seconds)}`;
  }
  for (const one of document.querySelectorAll("[data-until]")) {
    const left = Math.round(Number(one.dataset.until) - now / 1000);
    const far = Math.abs(left);
    one.textContent = `${left < 0 ? "−" : ""}${Math.floor(far / 3600)}:${two(Math.floor(far / 60) % 60)}:${two(far % 60)}`;
  }
}

async function ask() {
  timer = 0;
  if (document.visibilityState !== "visible" || !open()) return;
  try {
    const answer = await fetch(place.dataset.address, { headers: { "If-None-Match": tag }, cache: "no-store" });
    if (answer.ok && !answer.redirected) show(await answer.text());
    misses = answer.ok || answer.status === 304 ? 0 : misses + 1;
  } catch {
    misses += 1;
  }
  plan();
}

function show(html) {
  const before = state();
  place.innerHTML = html; // our own page's words, escaped by the server
  tag = place.querySelector("[data-tag]")?.dataset.tag ?? "";
  if (state() !== before) {
    if (state() === "answered") navigator.vibrate?.(200);
    location.replace(location.pathname); // the rest of the page changes too
  }
  tick();
}

function plan() {
  // 4 to 6 seconds, and slower while the server does not answer: a queue of phones must not knock at once
  if (!timer) timer = setTimeout(ask, (4000 + Math.random() * 2000) * Math.min(2 ** misses, 8));
}

if (place) {
  tick();
  setInterval(tick, 1000);
  if (open()) plan();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      tick();
      if (open()) plan();
    }
  });
}
