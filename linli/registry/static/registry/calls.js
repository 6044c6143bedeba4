// A tapped phone number is noted before the phone takes over; the call never waits for it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-called]");
  if (!link) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  fetch(link.dataset.called, { method: "POST", keepalive: true, headers: { "X-CSRFToken": token ? token.value : "" } });
});
