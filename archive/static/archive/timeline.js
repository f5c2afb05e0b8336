/* Draws a timeline out wider and moves along it. Places in it are in per cent, so all that changes is its width;
   without this script it is moved like any other wide thing, by its scroll bar, a finger or the arrow keys. */

const WIDEST = 16;
const STEP = 1.5;
// What is shorter has something in its place that can be seen, in pixels.
const SHORTEST = 8;
// So much of what is seen a press of an arrow key moves by.
const PART = 0.2;
// A press that moved less is a click, in pixels.
const STILL = 5;

const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

class Timeline {
    constructor(frame) {
        this.frame = frame;
        this.drawing = frame.querySelector("svg");
        this.times = 1;
        this.tools = this.#tools();
        frame.before(this.tools);
        frame.addEventListener("keydown", (event) => this.#key(event));
        frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
        frame.addEventListener("pointerdown", (event) => this.#hold(event));
        addEventListener("resize", () => this.#show());
        this.#show();
    }

    #tools() {
        const { in: wider, out: narrower, whole, keys } = this.frame.dataset;
        const bar = document.createElement("div");
        bar.className = "time-tools";
        this.buttons = [
            [wider, "+", () => this.zoom(this.times * STEP)],
            [narrower, "−", () => this.zoom(this.times / STEP)],
            [whole, "", () => this.zoom(1)],
        ].map(([name, sign, act]) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = sign ? `${sign} ${name}` : name;
            button.addEventListener("click", () => button.ariaDisabled === "true" || act());
            return button;
        });
        const hint = document.createElement("p");
        hint.textContent = keys;
        this.status = document.createElement("span");
        this.status.className = "off";
        this.status.setAttribute("role", "status");
        bar.append(...this.buttons, hint, this.status);
        return bar;
    }

    /* As many times as wide as the frame; what lies at ``x`` pixels from its left edge stays there. */
    zoom(times, x = this.frame.clientWidth / 2) {
        const next = Math.min(Math.max(times, 1), WIDEST);
        if (next === this.times) {
            return;
        }
        const share = (this.frame.scrollLeft + x) / this.drawing.clientWidth;
        this.times = next < 1.02 ? 1 : next;
        this.drawing.setAttribute("width", `${this.times * 100}%`);
        this.frame.scrollLeft = share * this.drawing.clientWidth - x;
        for (const whole of this.drawing.querySelectorAll(".to-scale")) {
            const isLong = (parseFloat(whole.getAttribute("width")) / 100) * this.drawing.clientWidth >= SHORTEST;
            whole.classList.toggle("shown", isLong);
            whole.previousElementSibling.firstElementChild.classList.toggle("replaced", isLong);
        }
        this.status.textContent = `${this.frame.dataset.told} ${this.times.toFixed(1)}`;
        this.#show();
    }

    move(parts) {
        const left = parts * PART * this.frame.clientWidth;
        this.frame.scrollBy({ left, behavior: isCalm.matches ? "instant" : "smooth" });
    }

    #show() {
        const [wider, narrower, whole] = this.buttons;
        wider.ariaDisabled = String(this.times >= WIDEST);
        narrower.ariaDisabled = whole.ariaDisabled = String(this.times === 1);
        this.frame.classList.toggle("movable", this.frame.scrollWidth > this.frame.clientWidth);
    }

    #key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        const act = {
            "+": () => this.zoom(this.times * STEP),
            "=": () => this.zoom(this.times * STEP),
            "-": () => this.zoom(this.times / STEP),
            0: () => this.zoom(1),
            ArrowRight: () => this.move(1),
            ArrowLeft: () => this.move(-1),
            Home: () => this.move(-1 / PART * WIDEST),
            End: () => this.move(1 / PART * WIDEST),
        }[event.key];
        if (act) {
            event.preventDefault();
            act();
        }
    }

    /* Pages are scrolled with a wheel; with Ctrl, which is also what two fingers on a pad send, it zooms. */
    #wheel(event) {
        if (event.ctrlKey) {
            event.preventDefault();
            this.zoom(this.times * Math.exp(-event.deltaY / 200), event.clientX - this.frame.getBoundingClientRect().left);
        }
    }

    /* A mouse drags; fingers scroll as they do everywhere. */
    #hold(event) {
        if (event.pointerType !== "mouse" || event.button !== 0) {
            return;
        }
        const from = event.clientX;
        const left = this.frame.scrollLeft;
        const held = new AbortController();
        const { signal } = held;
        let isMoved = false;
        addEventListener("pointermove", (moved) => {
            isMoved ||= Math.abs(moved.clientX - from) > STILL;
            this.frame.classList.toggle("held", isMoved);
            if (isMoved) {
                this.frame.scrollLeft = left - (moved.clientX - from);
            }
        }, { signal });
        addEventListener("pointerup", () => {
            held.abort();
            this.frame.classList.remove("held");
            if (isMoved) {
                // A link by which it was dragged is not to be followed.
                const stay = (click) => click.preventDefault();
                addEventListener("click", stay, { capture: true });
                setTimeout(() => removeEventListener("click", stay, { capture: true }));
            }
        }, { signal });
        this.frame.addEventListener("dragstart", (drag) => drag.preventDefault(), { signal });
    }
}

for (const frame of document.querySelectorAll("[data-time]")) {
    new Timeline(frame);
}
