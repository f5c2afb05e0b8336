// What helps while a form of the workbench is filled in: names that begin so, claims that say the same, a word count.

const WAIT = 250; // milliseconds after the last key
const address = (page) => document.querySelector(".wb").dataset.address + page;
const waiting = new WeakMap();

function later(field, act) {
  const before = waiting.get(field);
  clearTimeout(before?.timer);
  before?.asked.abort();
  const asked = new AbortController();
  waiting.set(field, { timer: setTimeout(() => act(asked.signal), WAIT), asked });
}

async function fetched(url, signal) {
  try {
    const response = await fetch(url, { headers: { "X-Fragment": "1" }, signal });
    if (!response.ok || response.redirected) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").body;
  } catch {
    return null; // asked anew, or out of reach: the form works without
  }
}

// -- claims that say the same ------------------------------------------------------------------

function similar(field) {
  const shown = field.form.querySelector("#wb-similar");
  later(field, async (signal) => {
    const query = new URLSearchParams({ q: field.value });
    if ("choose" in field.dataset) query.set("choose", "");
    const body = field.value.trim() ? await fetched(`${shown.dataset.address}?${query}`, signal) : document.createElement("p");
    if (body && !signal.aborted) shown.replaceChildren(...body.childNodes);
  });
}

// -- the public quote --------------------------------------------------------------------------

function count(field) {
  const most = Number(field.dataset.quote);
  const words = field.value.trim().split(/\s+/).filter(Boolean).length;
  let told = field.parentElement.querySelector(".wb-count");
  if (!told) {
    told = Object.assign(document.createElement("output"), { className: "wb-count" });
    field.after(told);
  }
  told.textContent = `${words} of ${most} words`;
  told.classList.toggle("is-over", words > most);
  field.setAttribute("aria-invalid", String(words > most));
}

// -- sources by name ---------------------------------------------------------------------------

function listOf(field) {
  if (field.getAttribute("role") !== "combobox") {
    const list = document.createElement("ul");
    list.id = `wb-sources-${document.querySelectorAll("[role=listbox]").length}`;
    list.className = "wb-options";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Sources");
    field.after(list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) field.setAttribute(name, value);
  }
  return document.getElementById(field.getAttribute("aria-controls"));
}

function fold(field, isOpen) {
  const list = listOf(field);
  list.hidden = !isOpen;
  field.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) field.removeAttribute("aria-activedescendant");
}

function names(field) {
  const list = listOf(field);
  later(field, async (signal) => {
    const body = await fetched(`${address("sources/")}?${new URLSearchParams({ q: field.value })}`, signal);
    if (!body || signal.aborted) return;
    list.replaceChildren(...body.querySelectorAll("li"));
    [...list.children].forEach((each, index) => { each.id = `${list.id}-${index}`; });
    fold(field, list.children.length > 0 && document.activeElement === field);
  });
}

function move(field, step) {
  const options = [...listOf(field).children];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const to = options[(at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length];
  for (const each of options) each.setAttribute("aria-selected", String(each === to));
  if (!to) return;
  field.setAttribute("aria-activedescendant", to.id);
  to.scrollIntoView({ block: "nearest" });
}

function choose(field, option) {
  field.value = option.dataset.value;
  fold(field, false);
  addRow(field);
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!("sources" in (field.dataset ?? {})) || listOf(field).hidden) return;
  const active = listOf(field).querySelector("[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(field, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && active) choose(field, active);
  else if (event.key === "Escape") fold(field, false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// From the words to the claims that were found.
document.addEventListener("keydown", (event) => {
  if (!("choose" in (event.target.dataset ?? {})) || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
  const first = event.target.form.querySelector(".wb-near button");
  if (!first) return;
  event.preventDefault();
  first.focus();
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.(".wb-options [role=option]");
  if (!option) return;
  event.preventDefault();
  choose(option.parentElement.previousElementSibling, option);
});

document.addEventListener("focusout", ({ target }) => {
  if (target.getAttribute?.("role") === "combobox" && "sources" in target.dataset) fold(target, false);
});

// -- one more claimant -------------------------------------------------------------------------

function addRow(field) {
  const row = field.closest(".wb-claimant");
  if (row.nextElementSibling || !field.value.trim()) return;
  const copy = row.cloneNode(true);
  for (const list of copy.querySelectorAll("ul")) list.remove();
  const number = row.parentElement.children.length + 1;
  for (const input of copy.querySelectorAll("input")) {
    for (const name of ["id", "role", "aria-controls", "aria-expanded", "aria-activedescendant", "aria-invalid"]) {
      input.removeAttribute(name);
    }
    input.value = "";
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+/, number));
  }
  row.after(copy);
}

document.addEventListener("input", ({ target }) => {
  const data = target.dataset ?? {};
  if ("similar" in data) similar(target);
  if ("quote" in data) count(target);
  if ("sources" in data) {
    names(target);
    addRow(target);
  }
});

function begin(form) {
  for (const field of form.querySelectorAll("[data-quote]")) count(field);
  const stated = form.querySelector("[data-similar=statement]");
  if (stated?.value.trim()) similar(stated);
}

document.addEventListener("wb:form", ({ target }) => begin(target));
document.querySelectorAll(".wb-alone .wb-form").forEach(begin);
