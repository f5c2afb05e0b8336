/* A double click on a button sends its form once. */

const DOUBLE = 1000; // milliseconds
let last = null;

document.addEventListener("submit", (event) => {
    const { target, submitter, timeStamp } = event;
    if (target.method !== "post") return;
    if (last?.target === target && last.submitter === submitter && timeStamp - last.timeStamp < DOUBLE) {
        event.preventDefault();
        event.stopImmediatePropagation();
    } else {
        last = { target, submitter, timeStamp };
    }
}, true);
