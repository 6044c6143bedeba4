// Copy a reply. Without a secure address browsers give no clipboard: then it is marked, ready for Ctrl+C or a long tap.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const reply = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(reply.innerText);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(reply);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (!document.execCommand("copy")) return;
  }
  button.textContent = button.dataset.copied;
});
