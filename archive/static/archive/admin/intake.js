/* Follows work that goes on in the background: the page is asked again until nothing waits. It works without. */

const EVERY = 2000;
const LONGEST = 30000;
const told = document.getElementById("intake-told");
let wait = EVERY;

function things(page = document) {
    return page.getElementById("intake-things");
}

function isInUse(region) {
    return region.contains(document.activeElement);
}

async function look() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = things(page);
    if (!fresh) throw new Error("another page");
    const shown = things();
    if (isInUse(shown)) return;
    const before = shown.querySelector("label")?.textContent;
    shown.replaceWith(fresh);
    const now = fresh.querySelector("label")?.textContent;
    if (now && now !== before) told.textContent = now;
}

async function follow() {
    if (!("unfinished" in (things()?.dataset ?? {}))) return;
    if (!document.hidden) {
        try {
            await look();
            wait = EVERY;
        } catch {
            wait = Math.min(2 * wait, LONGEST);
        }
    }
    setTimeout(follow, wait);
}

setTimeout(follow, wait);
