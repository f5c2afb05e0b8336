/* <chain-step>: one step of a chain, with those who speak in it, the verb and its force. */

import { choice, element } from "./chain-element.js";

function button(words, label, act, attributes = {}) {
    const made = element("button", {type: "button", class: "icon", "aria-label": label, title: label, ...attributes}, words);
    made.addEventListener("click", act);
    return made;
}

function chosen(choices, value, label, act) {
    const made = choice(choices, value, {"aria-label": label});
    made.addEventListener("change", () => act(made.value));
    return made;
}

function entry(value, label, act, attributes = {}) {
    const made = element("input", {type: "text", value, "aria-label": label, autocomplete: "off", ...attributes});
    made.addEventListener("input", () => act(made.value));
    return made;
}

class ChainStep extends HTMLElement {
    show(editor, step, index) {
        Object.assign(this, {editor, step, index, number: index + 1});
        this.dataset.step = index;
        this.setAttribute("role", "group");
        this.setAttribute("aria-label", `Step ${this.number}, ${this.part()}`);
        this.replaceChildren(this.head(), this.speakers(), this.finder(), this.how(), element("div", {class: "step-faults", role: "status"}));
        this.classList.toggle("inferred", step.inferred);
    }

    part() {
        const last = this.editor.steps.length - 1;
        if (!last) {
            return "the article’s own voice";
        }
        return this.index === 0 ? "speaks to the reader" : this.index === last ? "is said to know" : "passed it on";
    }

    head() {
        const {editor, index, number} = this;
        const last = editor.steps.length - 1;
        return element("div", {class: "step-head"},
            grip(this, (target) => editor.moveStep(index, Number(target.dataset.step))),
            element("span", {class: "step-number", "aria-hidden": "true"}, number),
            element("span", {class: "step-part", "aria-hidden": "true"}, this.part()),
            element("span", {class: "step-tools"},
                button("←", `Move step ${number} nearer to the reader`, () => editor.moveStep(index, index - 1, `earlier:${index - 1}`), {"data-at": `earlier:${index}`, "aria-disabled": index === 0 ? "true" : null}),
                button("→", `Move step ${number} nearer to the origin`, () => editor.moveStep(index, index + 1, `later:${index + 1}`), {"data-at": `later:${index}`, "aria-disabled": index === last ? "true" : null}),
                button("×", `Remove step ${number}`, () => editor.removeStep(index))));
    }

    speakers() {
        return element("ul", {class: "speakers"}, ...this.step.sources.map((each, at) => this.speaker(each, at)));
    }

    speaker(each, at) {
        const {editor, index} = this;
        const card = editor.known[each.source];
        const name = card?.name ?? (each.source || each.label || "Not stated");
        const update = (field) => (value) => { each[field] = value; editor.changed(); };
        const label = entry(each.label, `Public words for ${name}`, update("label"), {placeholder: card?.protected ? "Label for the public" : "Words in the text", maxlength: "120", class: "label", "data-at": `label:${index}:${at}`});
        const line = element("li", {class: "speaker", "data-speaker": at},
            grip(this, (target, event) => this.drop(at, target, event)),
            element("span", {class: "who"}, element("span", {class: "name"}, name), card ? element("span", {class: "kind"}, card.protected ? "protected" : card.kind) : null),
            chosen(editor.words.namings, each.naming, `How the text names ${name}`, update("naming")),
            this.more(each, at, name, card),
            button("×", `Remove ${name} from step ${this.number}`, () => editor.removeSource(index, at, `finder:${index}`)));
        if (!card || card.protected || each.label) {
            line.append(label);
        }
        return line;
    }

    more(each, at, name, card) {
        const {editor, index} = this;
        const {sources} = this.step;
        const act = (words, may, does) => {
            const made = element("button", {type: "button", class: "quiet", disabled: !may}, words);
            made.addEventListener("click", does);
            return made;
        };
        const before = editor.steps[index - 1], after = editor.steps[index + 1];
        const details = element("details", {class: "more"},
            element("summary", {"aria-label": `More for ${name}`, title: `More for ${name}`, "data-at": `more:${index}:${at}`}, "⋯"),
            element("div", {class: "menu"},
                act("Before the one above", at > 0, () => editor.moveSource(index, at, index, at - 1)),
                act("After the one below", at + 1 < sources.length, () => editor.moveSource(index, at, index, at + 1)),
                act(`To step ${index}`, before, () => editor.moveSource(index, at, index - 1, before.sources.length)),
                act(`To step ${index + 2}`, after, () => editor.moveSource(index, at, index + 1, after.sources.length)),
                card && !card.unnamed ? act("Affiliations…", true, () => editor.openDialog({uid: each.source}, index)) : null));
        details.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && details.open) {
                event.stopPropagation();
                event.preventDefault();
                details.open = false;
                details.firstElementChild.focus();
            }
        });
        details.addEventListener("focusout", (event) => {
            details.open = details.open && details.contains(event.relatedTarget);
        });
        return details;
    }

    drop(at, target, event) {
        const there = Number(target.dataset.step);
        const on = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-speaker]");
        const place = on ? Number(on.dataset.speaker) : this.editor.steps[there].sources.length - (there === this.index ? 1 : 0);
        this.editor.moveSource(this.index, at, there, place, `finder:${there}`);
    }

    finder() {
        const {editor, index} = this;
        const made = element("source-finder", {label: `Add a source to step ${this.number}`, url: editor.root.dataset.sources, article: editor.article, "data-at": `finder:${index}`});
        made.addEventListener("found", (event) => editor.add(index, event.detail));
        made.addEventListener("make", (event) => editor.openDialog({name: event.detail}, index));
        made.addEventListener("key", (event) => editor.key(index, event.detail));
        return made;
    }

    how() {
        const {editor, step, number} = this;
        const inferred = element("input", {type: "checkbox"});
        inferred.checked = step.inferred;
        inferred.addEventListener("change", () => {
            step.inferred = inferred.checked;
            this.classList.toggle("inferred", step.inferred);
            editor.changed();
        });
        const note = element("input", {type: "text", value: step.note, "aria-label": `Note on step ${number}`, placeholder: "Why, or how the text is muddled", autocomplete: "off", class: "note"});
        note.addEventListener("input", () => { step.note = note.value; editor.changed(); });
        return element("div", {class: "how"},
            entry(step.verb, `Verb of step ${number} as printed`, (value) => { step.verb = value; editor.changed(); }, {placeholder: "Verb as printed", maxlength: "60"}),
            chosen(editor.words.forces, step.force, `Force of the verb of step ${number}`, (value) => { step.force = value; editor.changed(); }),
            element("details", {class: "inference", open: step.inferred || Boolean(step.note)}, element("summary", {}, "Inferred, note"),
                element("label", {class: "check"}, inferred, ` Step ${number} is inferred`), note));
    }
}

/* A handle to drag by mouse or finger; the buttons do the same for everybody. */
function grip(step, drop) {
    const made = element("span", {class: "grip", "aria-hidden": "true"}, "⠿");
    let over = null;
    const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("chain-step");
    const light = (target) => {
        over?.classList.remove("drop");
        over = target && step.parentElement.parentElement.contains(target) ? target : null;
        over?.classList.add("drop");
    };
    made.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        made.setPointerCapture(event.pointerId);
    });
    made.addEventListener("pointermove", (event) => made.hasPointerCapture(event.pointerId) && light(under(event)));
    made.addEventListener("pointerup", (event) => {
        const target = over;
        light(null);
        if (target) {
            drop(target, event);
        }
    });
    made.addEventListener("pointercancel", () => light(null));
    return made;
}

customElements.define("chain-step", ChainStep);
