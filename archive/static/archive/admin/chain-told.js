/* <chain-told>: how readers will read the chain, what it yields, and what is wrong with it.

   Stance and attribution of the form follow what the chain suggests, until somebody chooses otherwise. */

import { element } from "./chain-element.js";

const NO_ARTICLE = "Choose the article first.";
const OUT = "No preview just now. If you were logged out, log in in another tab; what you entered is kept.";
const FOLLOWED = ["stance", "attribution"];
const NOBODY = "Nobody speaks yet: begin with whoever speaks to the reader.";

// The server's own templates, which escape what people wrote.
const fragment = (markup) => document.createRange().createContextualFragment(markup);

class ChainTold extends HTMLElement {
    connectedCallback() {
        if (this.sentence) {
            return;
        }
        this.serial = 0;
        this.faults = element("div", {class: "chain-faults", role: "alert"});
        this.sentence = element("p", {class: "chain-sentence", role: "status"});
        this.origins = element("div", {class: "chain-origins"});
        this.hints = element("div", {class: "chain-hints"});
        this.append(this.faults, element("section", {class: "chain-reading", "aria-label": "As readers will read it"},
            element("p", {class: "kicker", "aria-hidden": "true"}, "As readers will read it"), this.sentence, this.origins), this.hints);
    }

    /* Calls ``changed`` when somebody chooses a stance or an attribution. */
    watch(form, changed) {
        const fields = FOLLOWED.map((name) => [name, form?.elements.namedItem(name)]).filter(([, input]) => input);
        this.fields = new Map(fields);
        this.auto = new Set(fields.filter(([, input]) => !input.value).map(([name]) => name));
        this.isFirst = true;
        this.changed = changed;
        for (const [name, input] of this.fields) {
            input.addEventListener("change", () => {
                this.auto.delete(name);
                changed();
            });
        }
    }

    /* What was chosen; blank where it follows. */
    get chosen() {
        return Object.fromEntries([...this.fields].map(([name, input]) => [name, this.auto.has(name) ? "" : input.value]));
    }

    /* Whatever was chosen before, both follow the chain again. */
    free() {
        this.auto = new Set(this.fields.keys());
    }

    fill(values) {
        for (const name of this.auto) {
            this.fields.get(name).value = values[name];
        }
        this.auto.clear();
    }

    follow(suggested) {
        const hints = [];
        for (const [name, input] of this.fields) {
            if (this.isFirst && input.value === suggested[name]) {
                this.auto.add(name);
            }
            if (!suggested[name] || input.value === suggested[name]) {
                continue;
            }
            if (this.auto.has(name)) {
                input.value = suggested[name];
            } else {
                hints.push([name, input]);
            }
        }
        this.isFirst = false;
        this.hints.replaceChildren(...hints.map(([name, input]) => this.hint(name, input, suggested[name])));
    }

    hint(name, input, value) {
        const words = [...(input.options ?? [])].find((each) => each.value === value)?.text ?? value;
        const use = element("button", {type: "button", class: "quiet"}, `Use “${words}”`);
        use.addEventListener("click", () => {
            this.auto.add(name);
            this.changed();
            input.focus();
        });
        return element("p", {}, `The chain suggests another ${name}. `, use);
    }

    /* The answer, shown; null when a later question has overtaken it. */
    async ask(url, token, body) {
        const serial = ++this.serial;
        if (!body.article) {
            return {error: NO_ARTICLE};
        }
        this.classList.add("asking");
        const answer = await fetch(url, {
            method: "POST", body: JSON.stringify(body), headers: {"Content-Type": "application/json", "X-CSRFToken": token},
        }).then((response) => response.json()).catch(() => ({error: OUT}));
        if (serial !== this.serial) {
            return null;
        }
        this.classList.remove("asking");
        if (!answer.error) {
            this.sentence.replaceChildren(fragment(answer.sentence_html || NOBODY));
            this.sentence.classList.toggle("nothing", !answer.sentence_html);
            this.origins.replaceChildren(fragment(answer.origins));
        }
        return answer;
    }

    against(sentences) {
        const shown = [...this.faults.children].map((each) => each.textContent);
        if (shown.join("\n") !== sentences.join("\n")) {
            this.faults.replaceChildren(...sentences.map((each) => element("p", {class: "fault"}, each)));
        }
    }
}

customElements.define("chain-told", ChainTold);
