/* A new login has a new token: it is fetched before the form is sent again, so that once is enough. */

const form = document.getElementById("again");
const told = document.getElementById("again-told");

async function freshToken() {
    const answer = await fetch(form.dataset.page).catch(() => null);
    if (!answer?.ok || answer.redirected) {
        return "";
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = await freshToken();
    told.hidden = Boolean(token);
    if (!token) {
        return;
    }
    form.querySelector("[name=csrfmiddlewaretoken]").value = token;
    // What was typed may have a field called "submit".
    HTMLFormElement.prototype.submit.call(form);
});
