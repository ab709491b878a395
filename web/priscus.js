// What pages do better with a script; all of them work without it.
"use strict";

// Where they stand: beside the date a slider over the days of the ledger. The page is asked for again when it stands still.
const DAY = 86400000;
const day_text = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const day_of = (text) => Date.parse(text) / DAY;

async function add_slider(form) {
    const field = form.elements["as-of"];
    const reply = await fetch("/api/v1/days");
    if (!field || !reply.ok)
        return;
    const { rows } = await reply.json();
    if (rows.length < 2)
        return;
    const slider = document.createElement("input"), label = document.createElement("label"), told = document.createElement("output");
    slider.type = "range";
    slider.min = day_of(rows[0].day);
    slider.max = day_of(rows[rows.length - 1].day);
    slider.value = field.value ? day_of(field.value) : slider.max;
    label.className = "slider";
    label.append("Until ", slider, told);
    form.append(label);
    const tell = () => {
        const day = day_text(slider.value), end = slider.value === slider.max;
        const n = rows.reduce((sum, row) => sum + (row.day <= day ? row.articles : 0), 0);
        told.textContent = end ? "now" : new Date(slider.value * DAY).toLocaleDateString("en-GB",
            { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
        slider.setAttribute("aria-valuetext", `${told.textContent}, ${n} articles`);
        field.value = end ? "" : day;
    };
    slider.addEventListener("input", tell);
    slider.addEventListener("change", () => show(form));
    if (field.value)
        tell();
    else
        told.textContent = "now";
}

// The form's page in place of this one's content; the address goes along, so that it can be kept and gone back to.
let asked = 0;
async function show(form) {
    const filled = [...new FormData(form)].filter(([, value]) => value);
    const query = new URLSearchParams(filled).toString(), address = form.action + (query ? "?" + query : "");
    const mine = ++asked;
    const reply = await fetch(address);
    if (mine !== asked)
        return;
    if (!reply.ok) {
        location.assign(address);
        return;
    }
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const of_main = (doc) => [...doc.getElementById("main").children].filter((e) => e.tagName !== "H1" && !e.matches("form.filters"));
    const fresh = of_main(page);
    of_main(document).forEach((e) => e.remove());
    document.getElementById("main").append(...fresh);
    document.querySelector("footer").replaceWith(page.querySelector("footer"));
    history.replaceState(null, "", address);
}

const filters = document.querySelector("form.filters");
if (filters && location.pathname === "/")
    add_slider(filters).catch(() => {});

// Review by keyboard: a key presses the button, or follows the link, that says so (data-key). Not while something is typed.
document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
});
// The name that was typed once goes with every form of the page.
document.addEventListener("input", (event) => {
  if (event.target.name === "who")
    for (const field of document.querySelectorAll('input[name="who"]')) field.value = event.target.value;
});
