// Small behaviour for all pages; everything works without it too.
document.addEventListener("click", (event) => {
  // a menu that was opened closes with the next tap elsewhere
  for (const menu of document.querySelectorAll(".menu details[open]")) if (!menu.contains(event.target)) menu.open = false;
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
  if (event.target.closest("[data-print]")) window.print();
});
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
