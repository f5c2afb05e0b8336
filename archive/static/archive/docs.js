// Asks an address in place and shows its answer; without this every address opens by its link.

for (const form of document.querySelectorAll("form.try")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}

// On a phone the list of everything begins folded.
if (matchMedia("(width < 62rem)").matches) document.querySelector(".docs nav details").open = false;

// Whoever follows a link into something folded wants to see it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Only a page that nobody could have altered on the way may write to the clipboard.
if (navigator.clipboard) {
  for (const line of document.querySelectorAll(".curl")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(line.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    line.append(button);
  }
}

function address(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (path.includes(`{${name}}`)) path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value) query.append(name, value);
  }
  // A copy of this page on another host asks where the archive is.
  return new URL(query.size ? `${path}?${query}` : path, form.action);
}

async function ask(form) {
  const output = form.querySelector("output");
  const shown = form.querySelector(".answer");
  const asked = address(form);
  const line = form.closest(".operation").querySelector(".curl code");
  line.textContent = `curl -fsS '${asked}'`;
  output.textContent = "Asking …";
  const begun = performance.now();
  try {
    const answer = await fetch(asked, { headers: { Accept: "application/json, */*;q=0.5" } });
    const text = await answer.text();
    const took = Math.round(performance.now() - begun);
    output.textContent = `${answer.status} ${answer.statusText}, ${new Blob([text]).size.toLocaleString("en")} bytes, ${took} ms`;
    shown.textContent = indented(text);
    shown.hidden = false;
  } catch {
    output.textContent = "No answer came.";
  }
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
