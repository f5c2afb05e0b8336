/* <source-dialog>: makes a source, or changes its affiliations, without leaving the page.

   open({uid} or {name}, {url, sources, article, token, words}) resolves to the source, or null. What would move
   published counts is shown first; the same button then saves. */

import { choice, element } from "./chain-element.js";

const OUT = "No answer. You may have been logged out: log in in another tab, then try again. Nothing here is lost.";

const field = (words, input, help) => element("label", {class: "field"}, element("span", {}, words), input, ...(help ? [element("small", {}, help)] : []));

class SourceDialog extends HTMLElement {
    async open(what, where) {
        this.where = where;
        const said = what.uid ? await this.read(what.uid) : {kind: where.words.kinds[0][0], name: what.name || "", aliases: "", role: "", affiliations: [], sources: {}};
        if (!said) {
            return null;
        }
        this.said = said;
        this.seen = "";
        this.back = document.activeElement;
        this.build();
        this.dialog.showModal();
        this.form.elements[said.uid ? "kind" : "name"].focus();
        if (!said.uid && said.name) {
            this.findAlike();
        }
        return new Promise((resolve) => {
            this.resolve = resolve;
        });
    }

    async read(uid) {
        const response = await fetch(`${this.where.url}?${new URLSearchParams({uid})}`).catch(() => null);
        return response?.ok ? response.json() : null;
    }

    build() {
        const {said} = this;
        this.form = element("form", {method: "dialog"});
        this.alike = element("div", {class: "alike", role: "status"});
        this.ties = element("ol", {class: "ties"});
        this.told = element("div", {class: "told", "aria-live": "polite"});
        this.save = element("button", {class: "default", type: "submit"}, "Save");
        const cancel = element("button", {type: "button"}, "Cancel");
        const add = element("button", {type: "button", class: "quiet"}, "Add an affiliation");
        this.form.append(
            element("h2", {id: "source-dialog-title"}, said.uid ? said.name : "New source"),
            element("div", {class: "fields"},
                field("Name", element("input", {name: "name", maxlength: "200", required: true, autocomplete: "off", value: said.name})),
                this.alike,
                field("Kind", choice(this.where.words.kinds, said.kind, {name: "kind"}), "An unnamed one belongs to this article alone."),
                field("Role", element("input", {name: "role", maxlength: "200", value: said.role, autocomplete: "off"})),
                field("Other names", element("textarea", {name: "aliases", rows: "2"}, said.aliases), "One a line."),
            ),
            element("fieldset", {class: "affiliations"}, element("legend", {}, "Affiliations"),
                element("p", {class: "help"}, "“Speaks for”, “organ of” and “state media of” make it count as the body, at the date of what was said."),
                this.ties, add),
            this.told,
            element("div", {class: "buttons"}, this.save, cancel),
        );
        said.affiliations.forEach((tie) => this.addTie(tie));
        this.dialog = element("dialog", {class: "source-dialog", "aria-labelledby": "source-dialog-title"}, this.form);
        this.replaceChildren(this.dialog);
        add.addEventListener("click", () => this.addTie({}).querySelector("source-finder").focus());
        cancel.addEventListener("click", () => this.close(null));
        this.dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.close(null); });
        this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
        this.form.addEventListener("input", (event) => this.changed(event));
    }

    changed(event) {
        this.seen = "";
        this.save.textContent = "Save";
        if (event.target.name === "name" && !this.said.uid) {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.findAlike(), 200);
        }
    }

    /* Whoever is here already comes first. */
    async findAlike() {
        const words = this.form.elements.name.value.trim();
        const query = new URLSearchParams({q: words, article: this.where.article});
        const response = words ? await fetch(`${this.where.sources}?${query}`).catch(() => null) : null;
        const results = response?.ok ? (await response.json()).results.slice(0, 4) : [];
        this.alike.replaceChildren(...(results.length ? [element("p", {}, "Here already:"), element("ul", {}, ...results.map((each) => {
            const use = element("button", {type: "button", class: "quiet"}, `Use ${each.name}`);
            use.addEventListener("click", () => this.close(each));
            return element("li", {}, use, " ", element("span", {class: "kind"}, [each.alias && `also ${each.alias}`, each.role, each.kind].filter(Boolean).join(" · ")));
        }))] : []));
    }

    addTie(tie) {
        const body = this.said.sources[tie.body];
        const number = this.ties.children.length + 1;
        const row = element("li", {class: "tie"});
        const who = element("span", {class: "who"}, body ? body.name : "");
        const finder = element("source-finder", {label: `Body of affiliation ${number}`, placeholder: body ? "Another body…" : "Body…", url: this.where.sources, article: this.where.article, makes: "no"});
        const remove = element("button", {type: "button", class: "icon", "aria-label": `Remove affiliation ${number}`}, "×");
        row.dataset.body = tie.body || "";
        row.dataset.note = tie.note || "";
        row.append(
            choice(this.where.words.ties, tie.type || this.where.words.ties[0][0], {name: "type", "aria-label": `Type of affiliation ${number}`}), who, finder,
            field("From", element("input", {name: "start", value: tie.start || "", placeholder: "2022-11", maxlength: "64", autocomplete: "off"})),
            field("To", element("input", {name: "end", value: tie.end || "", maxlength: "64", autocomplete: "off"})),
            remove,
        );
        finder.addEventListener("found", (event) => {
            row.dataset.body = event.detail.uid;
            who.textContent = event.detail.name;
            this.changed(event);
            row.querySelector("[name=start]").focus();
        });
        remove.addEventListener("click", (event) => {
            row.remove();
            this.changed(event);
            this.save.focus();
        });
        this.ties.append(row);
        return row;
    }

    entered() {
        const {elements} = this.form;
        const value = (row, name) => row.querySelector(`[name=${name}]`).value.trim();
        return {
            uid: this.said.uid || "", revision: this.said.revision || 0, article: this.said.article || this.where.article, seen: this.seen,
            name: elements.name.value.trim(), kind: elements.kind.value, role: elements.role.value.trim(), aliases: elements.aliases.value,
            affiliations: [...this.ties.children].map((row) => ({
                body: row.dataset.body, note: row.dataset.note, type: value(row, "type"), start: value(row, "start"), end: value(row, "end"),
            })),
        };
    }

    async send() {
        const unchosen = [...this.ties.children].find((row) => !row.dataset.body);
        if (unchosen) {
            this.say(["Choose the body of each affiliation, or remove the row."]);
            unchosen.querySelector("source-finder").focus();
            return;
        }
        this.save.disabled = true;
        const answer = await fetch(this.where.url, {
            method: "POST", body: JSON.stringify(this.entered()), headers: {"Content-Type": "application/json", "X-CSRFToken": this.where.token},
        }).then((response) => response.json()).catch(() => ({errors: [OUT]}));
        this.save.disabled = false;
        if (answer.source) {
            this.close(answer.source);
        } else if (answer.moves) {
            this.seen = answer.seen;
            this.told.replaceChildren(document.createRange().createContextualFragment(answer.moves));
            this.save.textContent = "Save: I have seen what moves";
            this.told.scrollIntoView({block: "nearest"});
            this.save.focus();
        } else {
            this.say(answer.errors || [OUT]);
        }
    }

    say(sentences) {
        this.told.replaceChildren(...sentences.map((each) => element("p", {class: "fault", role: "alert"}, each)));
    }

    close(source) {
        clearTimeout(this.timer);
        this.dialog.close();
        this.replaceChildren();
        if (this.back?.isConnected) {
            this.back.focus();
        }
        this.resolve(source);
    }
}

customElements.define("source-dialog", SourceDialog);
