// The text of an article as something to select in: by mouse, touch, keys, or by typing its words.
// Places are code points of the captured text; the page knows where each paragraph begins.
// Tells what is selected by the event "wb:selected" on the document, and selects what "wb:select" asks for.

const text = () => document.getElementById("wb-text");
const paragraphs = () => [...text().querySelectorAll("p[data-start]")];
const startOf = (paragraph) => Number(paragraph.dataset.start);
const points = (string) => [...string].length;

let current = null; // {start, end, words}, what was last selected
let last = null; // where the keys go on when nothing is selected
let chosen = null; // {from, to}: the units that the keys began and ended with
let units = {}; // words and sentences as {start, end}, for the board that is shown
let telling = 0;

// -- between the page and code points ----------------------------------------------------------

function offsetIn(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return points(before.toString());
}

function read(range) {
  const touched = paragraphs().filter((each) => range.intersectsNode(each));
  const pieces = touched.map((paragraph) => {
    const from = paragraph.contains(range.startContainer)
      ? offsetIn(paragraph, range.startContainer, range.startOffset) : 0;
    const to = paragraph.contains(range.endContainer)
      ? offsetIn(paragraph, range.endContainer, range.endOffset) : points(paragraph.textContent);
    return { start: startOf(paragraph) + from, words: [...paragraph.textContent].slice(from, to).join("") };
  }).filter((piece) => piece.words.trim());
  if (!pieces.length) return null;
  const [first, last] = [pieces[0], pieces.at(-1)];
  const start = first.start + points(first.words) - points(first.words.trimStart());
  const end = last.start + points(last.words.trimEnd());
  return { start, end, words: pieces.map((piece) => piece.words).join("\n").trim() };
}

function pointAt(place, isEnd) {
  const all = paragraphs();
  const paragraph = all.findLast((each) => startOf(each) < place || (!isEnd && startOf(each) === place)) ?? all[0];
  let left = [...paragraph.textContent].slice(0, place - startOf(paragraph)).join("").length;
  const nodes = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let node = nodes.nextNode();
  for (let next = node; next; next = nodes.nextNode()) {
    node = next;
    if (left < node.length || (isEnd && left === node.length)) break;
    left -= node.length;
  }
  return [node, Math.min(left, node.length)];
}

function rangeOf(start, end) {
  const range = document.createRange();
  range.setStart(...pointAt(start, false));
  range.setEnd(...pointAt(end, true));
  return range;
}

// -- what is selected --------------------------------------------------------------------------

function keep(found, spoken = "Selected") {
  current = found;
  last = found ?? last;
  const field = document.getElementById("wb-words");
  if (field && document.activeElement !== field) field.value = found ? found.words.replace(/\s+/g, " ") : "";
  if (globalThis.Highlight) {
    if (found) CSS.highlights.set("wb-selection", new Highlight(rangeOf(found.start, found.end)));
    else CSS.highlights.delete("wb-selection");
  }
  document.querySelector(".wb")?.classList.toggle("has-selection", Boolean(found));
  document.dispatchEvent(new CustomEvent("wb:selected", { detail: found }));
  clearTimeout(telling);
  if (found) telling = setTimeout(() => say(`${spoken}: ${shortened(found.words)}`), 200);
}

function shortened(words) {
  const all = words.split(/\s+/);
  return all.length <= 40 ? words : `${all.slice(0, 15).join(" ")} … ${all.slice(-15).join(" ")}, ${all.length} words`;
}

function say(words) {
  const live = document.getElementById("wb-live");
  if (live) live.textContent = words;
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!text() || !selection.rangeCount || !text().contains(selection.anchorNode)) return;
  const found = selection.isCollapsed ? null : read(selection.getRangeAt(0));
  if (found?.start !== current?.start || found?.end !== current?.end) {
    chosen = null;
    keep(found);
  }
});

function select(start, end, spoken) {
  const range = rangeOf(start, end);
  keep(read(range), spoken);
  document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  const box = range.getBoundingClientRect();
  const bar = document.getElementById("wb-bar")?.getBoundingClientRect();
  const covered = bar && bar.top < box.bottom && bar.bottom > box.top;
  if (box.top < 0 || box.bottom > innerHeight || covered) {
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }
}

document.addEventListener("wb:select", ({ detail }) => text() && select(detail.start, detail.end));
document.addEventListener("wb:board", () => {
  units = {};
  chosen = null;
  keep(null);
});

// -- words and sentences -----------------------------------------------------------------------

function all(granularity) {
  units[granularity] ??= paragraphs().flatMap((paragraph) => segments(paragraph, granularity));
  return units[granularity];
}

function segments(paragraph, granularity) {
  const found = [];
  let at = startOf(paragraph);
  const cutter = new Intl.Segmenter(text().lang || undefined, { granularity });
  for (const { segment, isWordLike } of cutter.segment(paragraph.textContent)) {
    const size = points(segment.trimEnd());
    if (granularity === "word" ? isWordLike : size) found.push({ start: at, end: at + size });
    at += points(segment);
  }
  return found;
}

function next(granularity, from) {
  return all(granularity).find((unit) => unit.start >= from.end);
}

function previous(granularity, from) {
  return all(granularity).findLast((unit) => unit.end <= from.start);
}

function around(granularity, from) {
  return all(granularity).find((unit) => unit.end > from.start);
}

function beginning() {
  if (current) return current;
  if (last) return { start: last.start, end: last.start };
  const seen = paragraphs().find((each) => each.getBoundingClientRect().bottom > 0) ?? paragraphs()[0];
  return { start: startOf(seen), end: startOf(seen) };
}

function go(granularity, step, isLonger) {
  const from = beginning();
  chosen ??= { from, to: from };
  const base = isLonger ? chosen.to : { start: from.start, end: granularity === "sentence" ? within(from) : from.end };
  const unit = step > 0 ? next(granularity, base) : previous(granularity, base);
  if (!unit) return;
  chosen = isLonger ? { from: chosen.from, to: unit } : { from: unit, to: unit };
  const kept = chosen;
  select(Math.min(kept.from.start, unit.start), Math.max(kept.from.end, unit.end));
  chosen = kept;
}

// The first key for sentences takes the one that the selection stands in.
function within(from) {
  const sentence = around("sentence", from);
  const isWhole = sentence && from.start <= sentence.start && from.end >= sentence.end;
  return sentence && !isWhole ? sentence.start : from.end;
}

function wholeParagraph() {
  const from = beginning();
  const paragraph = paragraphs().findLast((each) => startOf(each) <= from.start);
  if (paragraph) select(startOf(paragraph), startOf(paragraph) + points(paragraph.textContent.trimEnd()));
}

function edge(isEnd) {
  const unit = isEnd ? all("word").at(-1) : all("word")[0];
  chosen = null;
  if (unit) select(unit.start, unit.end);
}

function mark(step) {
  const from = current?.start ?? -1;
  const places = [...text().querySelectorAll(".wb-at")].map((each) => stretchOf(each.id.slice(3)));
  const ordered = places.sort((a, b) => a.start - b.start || b.end - a.end);
  const at = ordered.findIndex((each) => each.start === current?.start && each.end === current?.end);
  const found = at >= 0 ? ordered[at + step]
    : step > 0 ? ordered.find((each) => each.start >= from) : ordered.findLast((each) => each.start < from);
  if (found) select(found.start, found.end, kindOf(found.key));
}

function stretchOf(key) {
  const marks = text().querySelectorAll(`mark[data-anchors~="${key}"]`);
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return { key, ...read(range) };
}

function kindOf(key) {
  return document.querySelector(`.wb-item[data-keys~="${key}"] .wb-kind`)?.textContent.trim() ?? "Marked";
}

function open() {
  const [node] = pointAt(beginning().start, false);
  const keys = node.parentElement.closest("mark")?.dataset.anchors;
  if (keys) document.dispatchEvent(new CustomEvent("wb:marked", { detail: keys.split(" ") }));
}

const KEYS = {
  ArrowRight: (event) => go("word", 1, event.shiftKey),
  ArrowLeft: (event) => go("word", -1, event.shiftKey),
  ArrowDown: (event) => go("sentence", 1, event.shiftKey),
  ArrowUp: (event) => go("sentence", -1, event.shiftKey),
  Home: () => edge(false),
  End: () => edge(true),
  p: wholeParagraph,
  m: () => mark(1),
  M: () => mark(-1),
  Enter: open,
  Escape: () => { document.getSelection().removeAllRanges(); chosen = null; keep(null); say("Nothing is selected."); },
};

document.addEventListener("keydown", (event) => {
  if (event.target === text() && !event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key](event);
  } else if (event.target.id === "wb-words" && event.key === "Enter") {
    event.preventDefault();
    find(event.target.value.trim());
  }
}, true);

// -- by typing words ---------------------------------------------------------------------------

function find(words) {
  if (!words) return;
  const sought = words.toLowerCase().replace(/\s+/g, " ");
  const places = paragraphs().flatMap((paragraph) => {
    const content = paragraph.textContent.replace(/\s/g, " ").toLowerCase();
    // Some letters grow when they are made small; then only the exact words are found.
    const searched = content.length === paragraph.textContent.length ? content : paragraph.textContent;
    const found = [];
    for (let at = searched.indexOf(sought); at >= 0; at = searched.indexOf(sought, at + 1)) {
      const start = startOf(paragraph) + points(paragraph.textContent.slice(0, at));
      found.push({ start, end: start + points(sought) });
    }
    return found;
  });
  const index = places.findIndex((each) => each.start > (current?.start ?? -1));
  const found = places[Math.max(index, 0)];
  if (found) select(found.start, found.end, `Found, ${places.indexOf(found) + 1} of ${places.length}`);
  else say("These words do not stand in the text.");
}

document.addEventListener("input", (event) => {
  if (event.target.id === "wb-words" && current) keep(null);
});
