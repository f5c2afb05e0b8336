/* <source-finder>: a field that finds sources as one types, and offers to make one that is not there.

   Attributes: label, url, article. Events, which bubble: "found" (detail: the source), "make" (detail: the
   name that was typed), "key" (detail: Enter, Backspace, =, " or ? pressed while the field is empty). */

import { element } from "./chain-element.js";

const WAIT = 150;
const KEYS = new Set(["Enter", "Backspace", "=", '"', "?"]);
let count = 0;

class SourceFinder extends HTMLElement {
    connectedCallback() {
        if (this.input) {
            return;
        }
        this.number = ++count;
        this.results = [];
        this.at = -1;
        const list = `finder-${this.number}`;
        this.input = element("input", {
            type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
            "aria-expanded": "false", "aria-controls": list, "aria-label": this.getAttribute("label"),
            placeholder: this.getAttribute("placeholder") || "Add a source…", maxlength: "100",
        });
        this.list = element("ul", {id: list, role: "listbox", "aria-label": "Sources", hidden: true});
        this.status = element("span", {class: "visually-hidden", role: "status"});
        this.append(this.input, this.list, this.status);
        this.input.addEventListener("input", () => this.ask(WAIT));
        this.input.addEventListener("click", () => !this.input.value && this.ask(0));
        this.input.addEventListener("blur", () => this.close());
        this.input.addEventListener("keydown", (event) => this.press(event));
        // A click would take the focus, and with it the list, away first.
        this.list.addEventListener("pointerdown", (event) => event.preventDefault());
        this.list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option) {
                this.choose(Number(option.dataset.index));
            }
        });
    }

    get value() {
        return this.input ? this.input.value.trim() : "";
    }

    focus() {
        this.input.focus();
    }

    clear() {
        this.input.value = "";
        this.close();
    }

    emit(name, detail) {
        this.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
    }

    ask(wait) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.fetch(), wait);
    }

    async fetch() {
        const words = this.value;
        const query = new URLSearchParams({q: words, article: this.getAttribute("article") || ""});
        this.abort?.abort();
        this.abort = new AbortController();
        try {
            const response = await fetch(`${this.getAttribute("url")}?${query}`, {
                signal: this.abort.signal, headers: {Accept: "application/json"},
            });
            const {results} = await response.json();
            if (words === this.value && document.activeElement === this.input) {
                this.show(results, words);
            }
        } catch (fault) {
            if (fault.name !== "AbortError") {
                this.status.textContent = "Sources cannot be looked up just now.";
            }
        }
    }

    show(results, words) {
        const may = this.getAttribute("makes") !== "no";
        this.results = words && may ? [...results, {make: words}] : results;
        this.list.replaceChildren(...this.results.map((each, index) => this.option(each, index)));
        this.at = words && results.length ? 0 : -1;
        this.list.hidden = !this.results.length;
        this.input.setAttribute("aria-expanded", String(!this.list.hidden));
        this.status.textContent = `${results.length} found`;
        this.mark();
    }

    option(each, index) {
        const shown = each.make
            ? [element("span", {class: "make"}, `Make “${each.make}” a new source…`)]
            : [
                element("span", {class: "name"}, each.name),
                element("span", {class: "kind"}, [each.alias && `also ${each.alias}`, each.role, each.kind].filter(Boolean).join(" · ")),
            ];
        return element("li", {role: "option", id: `${this.list.id}-${index}`, "data-index": index, "aria-selected": "false"}, ...shown);
    }

    mark() {
        [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
        const current = this.list.children[this.at];
        if (current) {
            this.input.setAttribute("aria-activedescendant", current.id);
            current.scrollIntoView({block: "nearest"});
        } else {
            this.input.removeAttribute("aria-activedescendant");
        }
    }

    close() {
        clearTimeout(this.timer);
        this.abort?.abort();
        this.list.hidden = true;
        this.at = -1;
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-activedescendant");
    }

    choose(index) {
        const chosen = this.results[index];
        this.clear();
        this.emit(chosen.make ? "make" : "found", chosen.make || chosen);
    }

    press(event) {
        const {key} = event;
        if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (key === "ArrowDown" || key === "ArrowUp") {
            event.preventDefault();
            this.step(key === "ArrowDown" ? 1 : -1);
        } else if (key === "Escape" && !this.list.hidden) {
            event.preventDefault();
            event.stopPropagation();
            this.close();
        } else if (key === "Enter" && this.at >= 0 && !this.list.hidden) {
            event.preventDefault();
            this.choose(this.at);
        } else if (!this.input.value && KEYS.has(key)) {
            event.preventDefault();
            this.emit("key", key);
        } else if (key === "Enter") {
            event.preventDefault();
            this.waitThenChoose();
        }
    }

    /* Enter came before the answer: what was typed is chosen as soon as it is found. */
    async waitThenChoose() {
        clearTimeout(this.timer);
        await this.fetch();
        if (this.at >= 0 || this.results.length === 1) {
            this.choose(Math.max(this.at, 0));
        }
    }

    step(by) {
        if (this.list.hidden) {
            this.ask(0);
        } else {
            this.at = (this.at + by + this.results.length + (this.at < 0 && by < 0 ? 1 : 0)) % this.results.length;
            this.mark();
        }
    }
}

customElements.define("source-finder", SourceFinder);
