/* Names for what Django's own scripts make without one: fields that find by typing, and the signs of help.

   They come and go with rows and lists, so the page is watched. */

function nameOf(select) {
    return select.getAttribute("aria-label") || select.labels?.[0]?.textContent.trim().replace(/:$/, "") || "";
}

/* The parts of select2 around one field: its box, the list that hangs from it, the field to search in. */
function nameField(container) {
    const select = container.previousElementSibling;
    const name = select?.matches("select") ? nameOf(select) : "";
    if (!name) {
        return;
    }
    for (const part of container.querySelectorAll("[role=combobox], [role=searchbox]")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", part.title || name);
        if (part.hasAttribute("aria-owns")) {
            part.setAttribute("aria-controls", part.getAttribute("aria-owns"));
        }
    }
    const shown = container.querySelector(".select2-selection__rendered[role=textbox]");
    if (shown) {
        // The box says its own name and what was chosen; this is but the text in it.
        shown.removeAttribute("role");
        shown.removeAttribute("aria-readonly");
        const box = container.querySelector("[role=combobox]");
        const chosen = shown.title;
        box.setAttribute("aria-label", chosen ? `${name}: ${chosen}` : name);
    }
}

/* The list that is open belongs to the field that is open. */
function nameList(dropdown) {
    const name = document.querySelector(".select2-container--open [role=combobox]")?.getAttribute("aria-label") || "Choices";
    for (const part of dropdown.querySelectorAll("[role=listbox], [role=searchbox]")) {
        part.setAttribute("aria-label", name);
    }
}

function name(root) {
    root.querySelectorAll(".select2-container").forEach(nameField);
    root.querySelectorAll(".select2-dropdown").forEach(nameList);
    root.querySelectorAll(".help-tooltip[aria-label]:not([role])").forEach((sign) => sign.setAttribute("role", "img"));
}

name(document);
new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
        const field = target.closest(".select2-container");
        if (field) {
            name(field.parentElement);
        } else if ([...addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE)) {
            name(target);
        }
    }
}).observe(document.body, { childList: true, subtree: true });
