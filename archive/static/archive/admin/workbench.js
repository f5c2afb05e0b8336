// The workbench: the forms of its links and buttons come into a dialog, and what they save into the page.
// Without this script the same forms are pages.

const dialog = document.getElementById("wb-dialog");
const keys = document.getElementById("wb-keys");
const status = document.getElementById("wb-status");
const LOGGED_OUT = "Your login has ended, or you may not do this. Nothing you typed is lost: log in to the desk in "
  + "another tab, then send it again.";
const UNREACHABLE = "The desk does not answer. Nothing you typed is lost: try again.";

let selected = null;
let typed = ""; // what the form in the dialog said when it came
let isTouched = false; // whether a person did anything in it
let isSending = false;

document.addEventListener("wb:selected", ({ detail }) => { selected = detail; });

// -- asking ------------------------------------------------------------------------------------

async function ask(url, options = {}) {
  try {
    return await fetch(url, { ...options, headers: { "X-Fragment": "1" }, credentials: "same-origin" });
  } catch {
    return null;
  }
}

const isRefused = (response) => response?.status === 403 || Boolean(response?.redirected);

async function show(url) {
  const response = await ask(url);
  if (!response || isRefused(response)) return tell(response ? LOGGED_OUT : UNREACHABLE);
  return take(await response.text(), response.status);
}

async function send(url, data) {
  if (isSending) return;
  isSending = true;
  try {
    await exchange(url, data);
  } finally {
    isSending = false;
  }
}

async function exchange(url, data) {
  let response = await ask(url, { method: "POST", body: new URLSearchParams(data) });
  if (isRefused(response)) {
    // A new login has a new token.
    const page = await ask(document.querySelector(".wb").dataset.address);
    const token = page && !isRefused(page) ? parsed(await page.text()).querySelector("[name=csrfmiddlewaretoken]") : null;
    if (!token) return tell(LOGGED_OUT);
    data.set("csrfmiddlewaretoken", token.value);
    response = await ask(url, { method: "POST", body: new URLSearchParams(data) });
  }
  if (!response || isRefused(response)) return tell(response ? LOGGED_OUT : UNREACHABLE);
  return take(await response.text(), response.status);
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function take(html, code) {
  const came = parsed(html);
  const [board, form, told, walk] = ["#wb-board", ".wb-form", "[data-told]", ".walk"].map((each) => came.querySelector(each));
  if (board) replaceBoard(board, walk);
  else if (form) replaceForm(form);
  else tell(told?.textContent.trim() ?? `The desk refused this (${code}): it is too long, or not what it expects.`);
}

function tell(words) {
  if (!dialog.open) return announce(words, true);
  let note = dialog.querySelector(".wb-told");
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "errornote wb-told", tabIndex: -1 });
    note.setAttribute("role", "alert");
    dialog.querySelector(".wb-dialog-head")?.after(note);
  }
  note.textContent = words;
  note.focus();
}

function announce(words, isFault = false) {
  status.textContent = words;
  status.classList.toggle("is-fault", isFault);
}

// -- the dialog and the board ------------------------------------------------------------------

const saying = (form) => new URLSearchParams(new FormData(form)).toString();

function replaceForm(form) {
  dialog.replaceChildren(document.adoptNode(form));
  const own = form.elements;
  if (own.selected && selected && Number(own.start.value) === selected.start && Number(own.end.value) === selected.end) {
    own.selected.value = selected.words; // what this page shows there; the desk compares it with the capture
  }
  // The editor of the chain looks for the passage before this one.
  const chain = form.querySelector("[data-chain]");
  if (chain && own.start.value) chain.dataset.start = own.start.value;
  if (chain && own.claim?.value) chain.dataset.claim = own.claim.value;
  if (!dialog.open) dialog.showModal();
  typed = saying(form);
  isTouched = false;
  dialog.scrollTop = 0;
  form.dispatchEvent(new CustomEvent("wb:form", { bubbles: true }));
  const wrong = form.querySelector("[data-errors]");
  (wrong ?? form.querySelector("[autofocus]") ?? form.querySelector("input:not([type=hidden]), textarea"))?.focus();
}

function replaceBoard(board, walk) {
  if (walk) document.querySelector(".walk")?.replaceWith(document.adoptNode(walk));
  const said = board.dataset.message;
  if (dialog.open) close();
  document.getElementById("wb-board").replaceWith(document.adoptNode(board));
  document.dispatchEvent(new CustomEvent("wb:board"));
  prepare();
  announce(said ?? "");
  (document.getElementById("wb-text") ?? document.getElementById("wb-list-title"))?.focus({ preventScroll: true });
}

function close() {
  dialog.close();
  dialog.replaceChildren();
}

function leave() {
  const form = dialog.querySelector("form");
  if (form && isTouched && saying(form) !== typed && !confirm("Leave what you typed?")) return;
  close();
  document.getElementById("wb-text")?.focus({ preventScroll: true });
}

// The editor of the chain fills in of its own accord; only what a person did is asked about.
for (const type of ["input", "keydown", "pointerdown"]) {
  dialog?.addEventListener(type, ({ isTrusted, key, target }) => {
    isTouched ||= isTrusted && !["Escape", "Tab"].includes(key) && !target.closest("[data-close]");
  }, true);
}

dialog?.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (!dialog.querySelector("[role=listbox]:not([hidden])")) leave();
});

// -- links, buttons and forms ------------------------------------------------------------------

function opening(form, button) {
  const query = new URLSearchParams(button.name ? { [button.name]: button.value } : {});
  for (const each of form.querySelectorAll("[type=hidden]")) query.set(each.name, each.value); // the walk through a queue
  if (selected) {
    const { capture } = document.getElementById("wb-board").dataset;
    for (const [name, value] of Object.entries({ capture, start: selected.start, end: selected.end })) query.set(name, value);
  } else if (form.elements.words.value.trim()) {
    query.set("words", form.elements.words.value);
  } else {
    announce("Select words in the text first, or type some of them.", true);
    document.getElementById("wb-live").textContent = status.textContent;
    return;
  }
  show(`${button.getAttribute("formaction") ?? form.getAttribute("action")}?${query}`);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.id === "wb-bar") {
    event.preventDefault();
    opening(form, button);
  } else if (form.matches("#wb-dialog .wb-form, [data-act]")) {
    event.preventDefault();
    send(button?.getAttribute("formaction") ?? form.getAttribute("action"), new FormData(form, button));
  }
});

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("[data-close]") && target.closest("dialog")) {
    event.preventDefault();
    if (keys.open) keys.close();
    else leave();
  } else if (target.closest("a[data-open]")) {
    event.preventDefault();
    withStretch(target.closest("a[data-open]").getAttribute("href"));
  } else if (target.closest("#wb-help")) {
    keys.showModal();
  } else if (target.closest(".wb-text mark") && document.getSelection().isCollapsed) {
    here(target.closest("mark").dataset.anchors.split(" "), true);
  } else if (target.closest(".wb-quote a")) {
    here([target.closest("a").hash.slice(4)], false);
  }
});

// Words that are selected meanwhile are the place of what a suggestion says.
function withStretch(href) {
  const { capture } = document.getElementById("wb-board").dataset;
  const place = selected ? `&${new URLSearchParams({ capture, start: selected.start, end: selected.end })}` : "";
  show(href.includes("?") ? href + place : href);
}

// -- the list beside the text ------------------------------------------------------------------

function here(wanted, isFromText) {
  for (const each of document.querySelectorAll(".is-here")) each.classList.remove("is-here");
  for (const key of wanted) {
    for (const each of document.querySelectorAll(`mark[data-anchors~="${key}"], .wb-item[data-keys~="${key}"]`)) {
      each.classList.add("is-here");
    }
  }
  const item = isFromText ? document.querySelector(".wb-item.is-here") : null;
  item?.scrollIntoView({ block: "nearest" });
  return item;
}

document.addEventListener("wb:marked", ({ detail }) => here(detail, true)?.focus());
document.addEventListener("focusin", ({ target }) => {
  const item = target.closest(".wb-item[data-keys]");
  if (item?.dataset.keys) here(item.dataset.keys.split(" "), false);
});
document.addEventListener("mouseover", ({ target }) => {
  const item = target.closest(".wb-item[data-keys]");
  if (item?.dataset.keys && !item.classList.contains("is-here")) here(item.dataset.keys.split(" "), false);
});

// Before the keys of the whole desk, which lists only buttons.
document.addEventListener("keydown", (event) => {
  if (event.key === "?" && event.target.id === "wb-text" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    keys.showModal();
  }
}, true);

function prepare() {
  const bar = document.getElementById("wb-bar");
  if (!bar) return;
  bar.noValidate = true;
  document.getElementById("wb-help").hidden = false;
  document.getElementById("wb-hint").textContent =
    "Select words by mouse, touch or arrow keys, or type some and press Enter. Keys: press ? in the text.";
}

if (dialog) prepare();
