// Records beneath the search box while somebody types. Without this the form works all the same.

const WAIT = 150; // milliseconds without a key before anything is asked
const LEAST = 2; // letters

const form = document.querySelector("form[data-suggest]");
const input = form?.elements.namedItem("q");
if (input) enhance(form, input);

function enhance(form, input) {
  const list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", className: "suggestions", role: "listbox", hidden: true });
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  input.after(list);
  input.autocomplete = "off";
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);

  let timer, asking, active = -1;

  const close = () => {
    asking?.abort();
    clearTimeout(timer);
    list.hidden = true;
    input.ariaExpanded = "false";
    point(-1);
  };

  const point = (to) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const option = list.children[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const show = (results) => {
    list.replaceChildren(...results.map(option));
    point(-1);
    list.hidden = !results.length;
    input.ariaExpanded = String(!list.hidden);
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ q: input.value });
    for (const name of ["as_of", "lang"]) {
      const value = form.elements.namedItem(name)?.value;
      if (value) query.set(name, value);
    }
    try {
      const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).results);
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length + 1; // the box itself is one more place to stand
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else if (event.key === "ArrowDown" && !list.hidden) point(((active + 2) % count) - 1);
    else if (event.key === "ArrowUp" && !list.hidden) point(((active + count) % count) - 1);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // A press must not take the focus from the box before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const url = event.target.closest("[role=option]")?.dataset.url;
    if (url) location.assign(url);
  });
}

function option({ type, title, url }, number) {
  const made = document.createElement("li");
  const kind = document.createElement("span");
  Object.assign(made, { id: `suggestion-${number}`, role: "option", ariaSelected: "false" });
  Object.assign(kind, { className: "meta", textContent: type });
  made.dataset.url = url;
  made.append(`${title} `, kind);
  return made;
}
