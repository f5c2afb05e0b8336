/* Says before files are sent that they are too large: a request that is refused for its size loses what was chosen. */

const told = (bytes) => Math.ceil(bytes / 1_000_000).toLocaleString("en");

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
    input.addEventListener("change", () => {
        const most = Number(input.dataset.most);
        const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
        const words = `These are ${told(size)} MB together; choose ${told(most)} MB at most.`;
        input.setCustomValidity(size > most ? words : "");
        input.reportValidity();
    });
}
