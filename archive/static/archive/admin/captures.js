/* Selecting the place of an orphan in the new text: by mouse, finger or keyboard. The form works without. */

const side = document.getElementById("new-text");
const form = document.getElementById("orphan-form");
const fields = Object.fromEntries(
    ["start", "end", "words", "paragraph", "said", "save"].map((name) => [name, document.getElementById(`orphan-${name}`)]),
);
const choice = document.getElementById("where-words");

/* How many code points a text has. The server counts them; scripts count halves of astral characters. */
function points(text) {
    let many = 0;
    for (const _ of text) many += 1;
    return many;
}

function centre(region, mark) {
    if (!region || !mark) return;
    const offset = mark.getBoundingClientRect().top - region.getBoundingClientRect().top;
    region.scrollTop += offset - region.clientHeight / 3;
}

/* -- from a selection to the form ------------------------------------------------------------- */

function selectedRange() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(side)) return null;
    const within = document.createRange();
    within.selectNodeContents(side);
    if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) {
        within.setStart(range.startContainer, range.startOffset);
    }
    if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) {
        within.setEnd(range.endContainer, range.endOffset);
    }
    return within.toString().trim() ? within : null;
}

function take(range) {
    const before = document.createRange();
    before.selectNodeContents(side);
    before.setEnd(range.startContainer, range.startOffset);
    const raw = range.toString();
    const words = raw.trim();
    const start = points(before.toString()) + points(raw) - points(raw.trimStart());
    fields.start.value = start;
    fields.end.value = start + points(words);
    fields.words.value = words;
    fields.paragraph.value = "";
    choice.checked = true;
    show(range);
    fields.said.textContent = `Chosen: “${words.length > 120 ? `${words.slice(0, 119)}…` : words}”`;
}

/* The selection goes when a field is touched; what was chosen stays to be seen. */
function show(range) {
    if (globalThis.CSS?.highlights && globalThis.Highlight) {
        CSS.highlights.set("chosen", new Highlight(range.cloneRange()));
    }
}

function forget() {
    fields.start.value = "";
    fields.end.value = "";
    fields.said.textContent = "";
    globalThis.CSS?.highlights?.delete("chosen");
}

/* -- by keyboard: from word to word ----------------------------------------------------------- */

let text = "";
let words = null;
let nodes = null;
let anchor = null;
let focus = null;

function read() {
    text = side.textContent;
    words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu)].map((found) => ({
        start: found.index,
        end: found.index + found[0].length,
    }));
    nodes = [];
    let place = 0;
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        nodes.push({ node, start: place });
        place += node.length;
    }
}

function at(place, isEnd) {
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (isEnd ? nodes[middle].start < place : nodes[middle].start <= place) low = middle;
        else high = middle - 1;
    }
    return [nodes[low].node, place - nodes[low].start];
}

/* The word at a place, or the next one. */
function wordAt(place) {
    let low = 0;
    let high = words.length - 1;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (words[middle].end > place) high = middle;
        else low = middle + 1;
    }
    return low;
}

function begin() {
    const range = selectedRange();
    const mark = side.querySelector("mark");
    const before = document.createRange();
    before.selectNodeContents(side);
    if (range) before.setEnd(range.startContainer, range.startOffset);
    else if (mark) before.setEndBefore(mark);
    else before.collapse(true);
    return wordAt(before.toString().length);
}

function paragraphFrom(index, step) {
    const breaks = (one, other) => /\n/.test(text.slice(words[one].end, words[other].start));
    const first = (place) => {
        let found = place;
        while (found > 0 && !breaks(found - 1, found)) found -= 1;
        return found;
    };
    if (step < 0) return first(index) < index ? first(index) : first(Math.max(0, index - 1));
    let found = index + 1;
    while (found < words.length && !breaks(found - 1, found)) found += 1;
    return Math.min(found, words.length - 1);
}

function moved(key) {
    if (key === "ArrowRight") return Math.min(words.length - 1, focus + 1);
    if (key === "ArrowLeft") return Math.max(0, focus - 1);
    return paragraphFrom(focus, key === "ArrowDown" ? 1 : -1);
}

function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && fields.start.value) {
        event.preventDefault();
        fields.save.focus();
        return;
    }
    if (event.key === "Escape") {
        document.getSelection().removeAllRanges();
        anchor = focus = null;
        forget();
        return;
    }
    if (!["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    if (!words) read();
    if (!words.length) return;
    event.preventDefault();
    if (focus === null) focus = anchor = begin();
    else focus = moved(event.key);
    if (!event.shiftKey) anchor = focus;
    const [first, last] = anchor <= focus ? [anchor, focus] : [focus, anchor];
    const range = document.createRange();
    range.setStart(...at(words[first].start, false));
    range.setEnd(...at(words[last].end, true));
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const here = range.getBoundingClientRect();
    const frame = side.getBoundingClientRect();
    if (here.top < frame.top + 24) side.scrollTop -= frame.top + 24 - here.top;
    if (here.bottom > frame.bottom - 24) side.scrollTop += here.bottom - frame.bottom + 24;
}

/* -- the page --------------------------------------------------------------------------------- */

if (form && side) {
    document.getElementById("new-hint").hidden = false;
    centre(document.getElementById("old-text"), document.getElementById("anchor-words"));
    centre(side, side.querySelector("mark") ?? side.querySelector("ins"));
    document.addEventListener("selectionchange", () => {
        const range = selectedRange();
        if (range) take(range);
    });
    side.addEventListener("pointerdown", () => {
        anchor = focus = null;
    });
    side.addEventListener("keydown", press);
    fields.words.addEventListener("input", () => {
        forget();
        choice.checked = true;
    });
    form.addEventListener("change", (event) => {
        if (event.target.name === "where" && event.target !== choice) forget();
    });
}
