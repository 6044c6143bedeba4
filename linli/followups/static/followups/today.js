// Today's list lives: what a colleague opens for me stands here within two seconds. It asks only while it is looked
// at, takes only what changed, and leaves alone whatever I am typing or have open.
const list = document.querySelector("[data-version]");
const EVERY = 1500, MOST = 30000; // ms between two looks; at most, while the server does not answer
let wait = EVERY, timer = 0;

function busy(row) {
  const fields = [...row.querySelectorAll("textarea")];
  return row.contains(document.activeElement) || fields.some((one) => one.value) || Boolean(row.querySelector("details[open]"));
}

// Rows that I am busy with are never moved: a keyboard would close, a half-written word would be lost.
function renew(fresh) {
  const box = document.getElementById("matters");
  const before = new Set([...box.querySelectorAll(".matter")].map((row) => row.id));
  for (const one of [...box.children]) if (!one.matches(".matter") || !busy(one)) one.remove();
  const held = new Map([...box.children].map((row) => [row.id, row]));
  let added = 0, place = box.firstElementChild;
  for (const row of [...fresh.getElementById("matters").children]) {
    const mine = held.get(row.id);
    held.delete(row.id);
    if (mine) {
      place = mine.nextElementSibling;
      continue;
    }
    if (row.matches(".matter") && !before.has(row.id)) {
      row.classList.add("fresh");
      added += 1;
    }
    box.insertBefore(row, place);
  }
  for (const row of held.values()) {
    row.classList.add("gone"); // done or taken by somebody else: my words stay to be copied
    row.dataset.gone = list.dataset.gone;
  }
  for (const id of ["before", "count"]) {
    const there = document.getElementById(id), then = fresh.getElementById(id);
    if (there && then && !there.contains(document.activeElement)) there.replaceWith(then);
  }
  if (added) document.getElementById("said").textContent = list.dataset.added.replace("0", added);
}

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(list.dataset.ask, { cache: "no-store", redirect: "error" });
    const { version } = await answer.json();
    if (version !== list.dataset.version) {
      const page = await fetch(location.pathname, { cache: "no-store", redirect: "error" });
      if (page.ok && !document.hidden) {
        renew(new DOMParser().parseFromString(await page.text(), "text/html"));
        list.dataset.version = version;
      }
    }
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, MOST);
  }
  timer = setTimeout(look, wait);
}

if (list) {
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, EVERY);
}
// after ringing, the next tap says whether somebody answered
document.addEventListener("click", (event) => {
  const more = event.target.closest(".matter a[data-called]")?.closest(".matter").querySelector("details");
  if (more) more.open = true;
});
