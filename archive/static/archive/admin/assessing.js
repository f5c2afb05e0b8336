/* Makes the form of an assessment quicker. Without this script it works by its own buttons. */

const form = document.getElementById("assessment");
const rows = document.getElementById("evidence-rows");
const WAIT = 250; // milliseconds of quiet before the server is asked
const LEAST = 2; // letters worth searching for

function soon(work) {
    let timer;
    return (...given) => {
        clearTimeout(timer);
        timer = setTimeout(() => work(...given), WAIT);
    };
}

/* The decision table follows the form. */

let asked = 0;

async function judge() {
    const turn = ++asked;
    let answer;
    try {
        const response = await fetch(form.dataset.table, { method: "POST", body: new FormData(form) });
        if (!response.ok || response.redirected) return;
        answer = await response.json();
    } catch {
        return; // The table stands as it was; saving asks the server anyway.
    }
    if (turn !== asked) return;
    document.getElementById("sentence").textContent = answer.sentence;
    for (const verdict of form.querySelectorAll(".verdict")) {
        const sentence = answer.why_not[verdict.dataset.value] ?? "";
        verdict.classList.toggle("refused", sentence !== "");
        verdict.querySelector(".why-not").textContent = sentence;
    }
}

const judgeSoon = soon(judge);

/* Rows of evidence */

function total() {
    return rows.querySelector('[name$="-TOTAL_FORMS"]');
}

function part(row, name) {
    return row.querySelector(`[name$="-${name}"]`);
}

function add() {
    const number = Number(total().value);
    if (number >= Number(rows.querySelector('[name$="-MAX_NUM_FORMS"]').value)) return null;
    const template = document.getElementById("empty-evidence");
    const row = document.createElement("template");
    row.innerHTML = template.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
    const made = row.content.firstElementChild;
    template.before(made);
    total().value = number + 1;
    prepare(made);
    return made;
}

function isEmpty(row) {
    return !row.hidden && ["relation", "what", "title", "locator", "note"].every((name) => part(row, name).value === "");
}

function firstEmpty() {
    return [...rows.querySelectorAll(".item")].find(isEmpty) ?? add();
}

function choose(row, uid, title) {
    part(row, "target").value = uid;
    part(row, "shown").value = title;
    part(row, "what").value = title;
    showTitle(row);
    judgeSoon();
}

/* Only a link needs a title of its own. */
function showTitle(row) {
    const isLink = /^https?:/i.test(part(row, "what").value);
    part(row, "title").closest(".field").hidden = !isLink;
}

function prepare(row) {
    const leave = part(row, "DELETE");
    leave.parentElement.hidden = true;
    row.hidden = leave.checked;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "use";
    button.textContent = "Leave this item out";
    button.addEventListener("click", () => {
        leave.checked = true;
        row.hidden = true;
        document.getElementById("more-evidence").focus();
        judgeSoon();
    });
    leave.parentElement.after(button);
    part(row, "relation").addEventListener("change", judgeSoon);
    part(row, "what").addEventListener("input", () => {
        showTitle(row);
        judgeSoon();
    });
    showTitle(row);
    offer(row);
}

/* Records found by typing: a combobox with a list, as the ARIA practices have it. */

function offer(row) {
    const input = part(row, "what");
    const list = document.createElement("ul");
    list.className = "options";
    list.id = `${input.id}-options`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Records found");
    input.parentElement.after(list);
    const given = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
    let at = -1;

    function close() {
        list.hidden = true;
        at = -1;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }

    function point(to) {
        at = to;
        [...list.children].forEach((each, number) => each.setAttribute("aria-selected", String(number === at)));
        list.children[at].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", list.children[at].id);
    }

    function take(option) {
        choose(row, option.dataset.uid, option.dataset.title);
        close();
    }

    const search = soon(async () => {
        const words = input.value.trim();
        if (words.length < LEAST || /^https?:/i.test(words) || words === part(row, "shown").value) return close();
        let results;
        try {
            const response = await fetch(`${form.dataset.targets}?q=${encodeURIComponent(words)}`);
            ({ results } = await response.json());
        } catch {
            return close();
        }
        if (words !== input.value.trim() || document.activeElement !== input) return close();
        list.replaceChildren(...results.map((each, number) => {
            const option = document.createElement("li");
            option.id = `${list.id}-${number}`;
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", "false");
            Object.assign(option.dataset, { uid: each.uid, title: each.title });
            const type = document.createElement("span");
            type.className = "quiet";
            type.textContent = ` ${each.type}`;
            option.append(each.title, type);
            return option;
        }));
        at = -1;
        list.hidden = results.length === 0;
        input.setAttribute("aria-expanded", String(!list.hidden));
    });

    input.addEventListener("input", search);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
        if (list.hidden) return;
        const many = list.children.length;
        if (event.key === "ArrowDown") point((at + 1) % many);
        else if (event.key === "ArrowUp") point((at - 1 + many) % many);
        else if (event.key === "Enter" && at >= 0) take(list.children[at]);
        else if (event.key === "Escape") close();
        else return;
        event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) take(option);
    });
}

if (form && rows) {
    rows.querySelectorAll(".item").forEach(prepare);
    [...rows.querySelectorAll(".item")].slice(1).forEach((row) => {
        // The blank rows are there for whoever has no script.
        if (isEmpty(row) && Number(row.querySelector(".number").textContent) === Number(total().value)) {
            row.remove();
            total().value = Number(total().value) - 1;
        }
    });
    document.getElementById("check").hidden = true;
    document.getElementById("more-evidence").addEventListener("click", (event) => {
        event.preventDefault();
        const row = add();
        if (row) part(row, "relation").focus();
    });
    form.elements.as_of.addEventListener("change", judgeSoon);
    for (const button of document.querySelectorAll("button.use[data-uid]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
            const row = firstEmpty();
            if (!row) return;
            choose(row, button.dataset.uid, button.dataset.title);
            row.scrollIntoView({ block: "nearest" });
            part(row, "relation").focus();
        });
    }
}
