/* Keys of the desk: every element with data-key can be reached by one; "?" shows those of this page.

   Single keys can be turned off for good, for people whose software types them (WCAG 2.1.4). */

const dialog = document.getElementById("desk-keys");
const opener = document.getElementById("desk-keys-open");
const toggle = document.getElementById("desk-keys-on");
const OFF = "desk-keys-off";
// What Ctrl + Enter presses: the first of these that the form has.
const SAVING = ["[type=submit][name=_next]", "[type=submit].default", "[type=submit]"];

const stored = (() => {
    try {
        return window.localStorage;
    } catch {
        return null; // storage is refused: keys are on, for this page
    }
})();

const isField = (element) => element.closest("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable], [role=combobox], [role=textbox]");

const visible = (element) => element.getClientRects().length > 0;

function targets() {
    const found = new Map();
    for (const element of document.querySelectorAll("[data-key]")) {
        if (!element.disabled && visible(element) && !found.has(element.dataset.key)) {
            found.set(element.dataset.key, element);
        }
    }
    return found;
}

function words(element) {
    return element.dataset.keyWords || element.getAttribute("aria-label") || element.value || element.textContent.trim();
}

function line(key, text) {
    const term = document.createElement("dt");
    const kbd = document.createElement("kbd");
    const description = document.createElement("dd");
    kbd.textContent = key;
    term.append(kbd);
    description.textContent = text;
    return [term, description];
}

function show() {
    const list = dialog.querySelector("dl");
    list.replaceChildren(
        ...[...targets()].flatMap(([key, element]) => line(key, words(element))),
        ...line("Ctrl + Enter", "Save"),
        ...line("?", "These keys"),
    );
    dialog.showModal();
}

function use(element) {
    if (element.matches("input:not([type=submit], [type=button], [type=checkbox]), textarea, select")) {
        element.focus();
    } else {
        element.click();
    }
}

function save(event) {
    const form = event.target.closest("form");
    const button = SAVING.map((selector) => form?.querySelector(selector)).find(Boolean);
    if (button) {
        event.preventDefault();
        form.requestSubmit(button);
    }
}

function pressed(event) {
    if (event.defaultPrevented || event.isComposing) {
        return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        save(event);
        return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !toggle.checked || isField(event.target) || document.querySelector("dialog[open]")) {
        return;
    }
    if (event.key === "?") {
        event.preventDefault();
        show();
        return;
    }
    const element = targets().get(event.key);
    if (element) {
        event.preventDefault();
        use(element);
    }
}

if (dialog && opener && toggle) {
    toggle.checked = stored?.getItem(OFF) !== "yes";
    toggle.addEventListener("change", () => {
        if (toggle.checked) {
            stored?.removeItem(OFF);
        } else {
            stored?.setItem(OFF, "yes");
        }
    });
    opener.hidden = false;
    opener.addEventListener("click", show);
    const search = document.querySelector("#changelist-search #searchbar");
    if (search) {
        search.dataset.key = "/";
        search.dataset.keyWords = "Search this list";
    }
    document.addEventListener("keydown", pressed);
}
