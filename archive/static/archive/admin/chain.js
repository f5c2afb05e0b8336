/* The editor of an attribution chain: a row of steps, told at once as a sentence and as the origins it yields.

   Enhances every fieldset with data-chain, also one that is added later, and writes its hidden field
   "chain". Fills the fields "stance" and "attribution" of the same form until somebody chooses otherwise. */

import { element } from "./chain-element.js";

const WAIT = 250;
const OUT = "No answer just now. What you entered is kept.";

const isEmpty = (step) => !step.sources.length && !step.verb && !step.note;

class Editor {
    constructor(root) {
        const state = JSON.parse(root.dataset.chain);
        Object.assign(this, {root, state, steps: state.steps, known: state.sources, faults: state.faults, words: state.words});
        this.form = root.closest("form");
        this.field = root.querySelector("input[name=chain]");
        const plain = root.querySelector("[data-plain]");
        plain.hidden = true;
        // Neither sent nor asked for: the hidden field says it all.
        plain.querySelectorAll("input, select, textarea, button").forEach((each) => { each.disabled = true; });
        if (!this.steps.length) {
            this.steps.push(this.empty());
        }
        this.begun = this.article;
        this.build();
        this.listen();
        this.render();
        this.changed(0);
    }

    empty() {
        return {sources: [], verb: "", force: this.words.forces[0][0], inferred: false, note: ""};
    }

    get article() {
        const chosen = this.form?.elements.namedItem("article");
        return this.root.dataset.article || (chosen && chosen.value) || this.state.article;
    }

    get token() {
        return this.form?.elements.namedItem("csrfmiddlewaretoken")?.value ?? "";
    }

    build() {
        this.list = element("ol", {class: "chain-steps"});
        this.told = element("chain-told");
        this.dialog = element("source-dialog");
        const tool = (words, key, act) => {
            const made = element("button", {type: "button", class: "tool", "aria-keyshortcuts": key}, `${words} `, element("kbd", {}, key));
            made.addEventListener("click", act);
            return made;
        };
        this.editor = element("div", {class: "chain-desk"},
            element("div", {class: "chain-tools", role: "group", "aria-label": "Whole chain"},
                tool("Own voice", "=", () => this.ownVoice()),
                tool("As the passage before", '"', () => this.copyBefore()),
                tool("Not stated", "?", () => this.notStated(this.steps.length - 1)),
                element("span", {class: "help"}, "The keys work in an empty field; Enter there goes to the next step.")),
            this.list, this.told);
        this.root.append(this.editor);
        document.body.append(this.dialog);
    }

    listen() {
        this.form?.addEventListener("submit", (event) => this.submit(event));
        this.told.watch(this.form, () => this.changed(0));
        for (const name of ["asserted", "article"]) {
            const input = this.form?.elements.namedItem(name);
            const changed = () => (name === "article" ? this.begin() : this.changed());
            input?.addEventListener?.("change", changed);
            // Fields that find by typing tell only those who ask in the desk's own library.
            if (name === "article" && input && window.django?.jQuery) {
                window.django.jQuery(input).on("change", changed);
            }
        }
        this.editor.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && event.target.matches("input") && !event.ctrlKey && !event.metaKey) {
                event.preventDefault();
            }
        });
    }

    /* A chosen article says who speaks to the reader. */
    async begin() {
        if (this.article === this.begun) {
            return;
        }
        this.begun = this.article;
        if (this.steps.every(isEmpty) && this.article) {
            const answer = await this.get("sources", {q: ""});
            if (answer?.speaker && this.steps.every(isEmpty)) {
                this.add(0, answer.speaker, false);
            }
        }
        this.render();
        this.changed();
    }

    async get(name, query) {
        const sent = new URLSearchParams({article: this.article, ...query});
        const response = await fetch(`${this.root.dataset[name]}?${sent}`).catch(() => null);
        return response?.json().catch(() => null) ?? null;
    }

    // -- what one may do ---------------------------------------------------------------------

    add(index, source, focus = true) {
        this.known[source.uid] = source;
        this.steps[index].sources.push({source: source.uid, naming: source.unnamed ? "unnamed" : "named", label: ""});
        this.render(focus ? (source.protected ? `label:${index}:${this.steps[index].sources.length - 1}` : `finder:${index}`) : "");
        this.changed();
    }

    next(index) {
        if (index + 1 === this.steps.length && this.steps[index].sources.length) {
            this.steps.push(this.empty());
        }
        const there = Math.min(index + 1, this.steps.length - 1);
        this.render(`finder:${there}`);
        this.changed();
    }

    key(index, key) {
        const step = this.steps[index];
        if (key === "Enter") {
            this.next(index);
        } else if (key === "=") {
            this.ownVoice();
        } else if (key === '"') {
            this.copyBefore();
        } else if (key === "?") {
            this.notStated(index);
        } else if (step.sources.length) {
            this.removeSource(index, step.sources.length - 1, `finder:${index}`);
        } else if (this.steps.length > 1) {
            this.removeStep(index);
        }
    }

    ownVoice() {
        this.steps.splice(1);
        this.told.free();
        this.render("finder:0");
        this.changed(0);
    }

    notStated(index) {
        const last = this.steps[index];
        const there = last.sources.length && index === this.steps.length - 1 && this.steps.push(this.empty()) ? index + 1 : index;
        this.steps[there].sources.push({source: "", naming: "not_stated", label: ""});
        this.render(`finder:${there}`);
        this.changed();
    }

    async copyBefore() {
        const found = await this.get("before", {appearance: this.state.appearance ?? "", start: this.root.dataset.start ?? ""});
        if (!found?.steps) {
            this.say([{step: null, sentence: found?.error || OUT}]);
            return;
        }
        Object.assign(this.known, found.sources);
        this.steps = found.steps;
        this.told.fill(found);
        this.render(`finder:${this.steps.length - 1}`);
        this.changed(0);
    }

    moveStep(from, to, focus) {
        if (to >= 0 && to < this.steps.length && from !== to) {
            this.steps.splice(to, 0, ...this.steps.splice(from, 1));
            this.render(focus);
            this.changed();
        }
    }

    removeStep(index) {
        this.steps.splice(index, 1);
        if (!this.steps.length) {
            this.steps.push(this.empty());
        }
        this.render(`finder:${Math.max(index - 1, 0)}`);
        this.changed();
    }

    removeSource(index, at, focus) {
        this.steps[index].sources.splice(at, 1);
        this.render(focus);
        this.changed();
    }

    moveSource(from, at, to, there, focus) {
        const target = this.steps[to];
        if (target) {
            const [moved] = this.steps[from].sources.splice(at, 1);
            target.sources.splice(Math.max(there, 0), 0, moved);
            this.render(focus ?? `more:${to}:${target.sources.indexOf(moved)}`);
            this.changed();
        }
    }

    async openDialog(what, index) {
        const source = await this.dialog.open(what, {
            url: this.root.dataset.source, sources: this.root.dataset.sources, article: this.article,
            token: this.token, words: this.words,
        });
        if (source && what.uid) {
            this.known[source.uid] = source;
            this.render(`finder:${index}`);
            this.changed(0);
        } else if (source) {
            this.add(index, source);
        }
    }

    // -- what is shown -----------------------------------------------------------------------

    render(focus) {
        const begun = new Map([...this.list.querySelectorAll("source-finder")].map((each) => [each.dataset.at, each.value]));
        this.list.replaceChildren(...this.steps.map((step, index) => {
            const card = element("chain-step");
            card.show(this, step, index);
            return element("li", {class: "chain-place"}, card);
        }));
        this.list.querySelectorAll("source-finder").forEach((each) => { each.input.value = begun.get(each.dataset.at) ?? ""; });
        this.showFaults();
        if (focus) {
            const target = this.list.querySelector(`[data-at="${focus}"]`) ?? this.list.querySelector("[data-at^=finder]");
            target?.focus();
        }
    }

    /* Writes the hidden field at once, and asks for the preview when the typing rests. */
    changed(wait = WAIT) {
        const kept = this.steps.filter((step) => !isEmpty(step));
        this.field.value = JSON.stringify({steps: kept, ids: this.state.ids ?? []});
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.preview(kept), wait);
    }

    async preview(steps) {
        const subjects = (this.root.dataset.subjects ?? "").split(" ").filter(Boolean);
        const answer = await this.told.ask(this.root.dataset.preview, this.token, {
            article: this.article, appearance: this.state.appearance, claim: this.root.dataset.claim || this.state.claim, subjects, steps,
            ...this.told.chosen, asserted: this.form?.elements.namedItem("asserted")?.value ?? "",
        });
        if (answer?.error) {
            this.say([{step: null, sentence: answer.error}]);
        } else if (answer) {
            this.say([...this.state.faults.splice(0), ...answer.faults]);
            this.told.follow(answer);
        }
    }

    say(faults) {
        this.faults = faults.filter((each, index) => faults.findIndex((other) => other.sentence === each.sentence) === index);
        this.showFaults();
    }

    showFaults() {
        // Empty steps at the end are nobody's fault while one goes on.
        const real = this.steps.map((step, index) => [step, index]).filter(([step]) => !isEmpty(step)).map(([, index]) => index);
        this.list.querySelectorAll(".step-faults").forEach((each) => each.replaceChildren());
        const whole = this.faults.filter((fault) => {
            const place = fault.step === null ? null : this.list.children[real[fault.step - 1]]?.querySelector(".step-faults");
            place?.append(element("p", {class: "fault"}, fault.sentence));
            return !place;
        });
        this.told.against(whole.map((fault) => fault.sentence));
    }

    /* A name that was typed and not chosen would be lost. */
    submit(event) {
        const open = [...this.list.querySelectorAll("source-finder")].find((each) => each.value);
        if (open && !event.defaultPrevented) {
            event.preventDefault();
            this.say([{step: null, sentence: `Choose or make the source “${open.value}”, or empty the field.`}]);
            open.focus();
        }
    }
}

function enhance(under) {
    for (const root of under.querySelectorAll("[data-chain]:not([data-ready])")) {
        root.dataset.ready = "";
        root.editor = new Editor(root);
    }
}

enhance(document);
// The workbench adds its forms later.
new MutationObserver((changes) => changes.some((each) => each.addedNodes.length) && enhance(document)).observe(document.body, {childList: true, subtree: true});
