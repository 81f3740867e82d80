// Results while the reader types. Without it the form does the same, one press of Enter later.

const form = document.querySelector(".finder");
const found = document.querySelector(".found");
const box = form.elements.q;
let asked = box.value.trim();
let running, timer;

async function find() {
  const words = box.value.trim();
  if (words === asked) return;
  asked = words;
  running?.abort();
  running = new AbortController();
  const address = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...page.querySelector(".found").childNodes);
    document.querySelector("[role=status]").textContent = page.querySelector("[role=status]").textContent;
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

// While an input method composes a word, there is no word yet.
if (found) {
  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(find, 180);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 60);
  });
}
