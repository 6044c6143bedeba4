// While somebody chooses, the page says what the rules say; and whoever is out sees the minutes go by.
const form = document.querySelector("[data-check]");
if (form) {
  const place = document.querySelector("[data-finding]");
  let last = 0;
  form.addEventListener("change", async () => {
    const mine = (last += 1);
    const chosen = new FormData(form);
    chosen.delete("place");
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: chosen });
      const words = answer.ok ? await answer.text() : "";
      if (mine === last) place.innerHTML = words;
    } catch {
      if (mine === last) place.textContent = "";
    }
  });
}
for (const clock of document.querySelectorAll("[data-left]")) {
  const end = Date.now() + Number(clock.dataset.left) * 1000;
  const show = () => {
    const left = Math.abs(end - Date.now()) / 1000;
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    clock.textContent = `${Math.floor(left / 3600)}:${two((left / 60) % 60)}:${two(left % 60)}`;
  };
  show();
  setInterval(show, 1000);
}
