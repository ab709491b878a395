// every_view.mjs - each view, with and without scripts, on a phone and a desk, light and dark.
import { audit, desk, find_views, none, ok, open_window, phone, shoot, sticks_out, visit } from "../harness.mjs";

const screens = { phone, desk };

/** Headings in order, one h1; one main; tables with heads that say of what; pictures with a name. */
function outline(page) {
    return page.evaluate(() => {
        const faults = [];
        const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1]));

        if (levels.filter((l) => l === 1).length !== 1)
            faults.push(`${levels.filter((l) => l === 1).length} h1`);
        levels.forEach((l, i) => i && l > levels[i - 1] + 1 && faults.push(`h${l} after h${levels[i - 1]}`));
        for (const landmark of ["main", "body > header", "header nav", "body > footer"])
            if (document.querySelectorAll(landmark).length !== 1)
                faults.push(`not one ${landmark}`);
        const labels = [...document.querySelectorAll("nav")].map((nav) => nav.ariaLabel);
        if (labels.some((label) => !label) || new Set(labels).size !== labels.length)
            faults.push(`navigation that is not told apart: ${labels}`);
        for (const th of document.querySelectorAll("th:not([scope])"))
            faults.push(`a head without a scope: ${th.textContent}`);
        for (const table of document.querySelectorAll("table"))
            if (!table.caption && !table.ariaLabel && !table.hasAttribute("aria-labelledby"))
                faults.push(`a table without a caption: ${table.textContent.trim().slice(0, 60)}`);
        for (const svg of document.querySelectorAll("svg:not([aria-hidden=true])"))
            if (!svg.getAttribute("aria-label") && !svg.getAttribute("aria-labelledby"))
                faults.push("a picture without a name");
        if (document.documentElement.lang !== "en")
            faults.push("no language");
        return faults;
    });
}

/** Links and fields that a finger cannot hit: less than 24 px high or wide and not within a line of text (WCAG 2.2, 2.5.8). */
function too_small(page) {
    return page.evaluate(() => [...document.querySelectorAll("nav a, .filters *:is(input, select, button, a), button, summary")]
        .filter((e) => e.checkVisibility())
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: ${e.outerHTML.slice(0, 100)}`));
}

export default async function (server) {
    const { views, missing } = await find_views(server);
    const slug = (template) => template === "/" ? "matrix" : template.slice(1).replace(/\/\{\w+\}/, "-of").replace("?", "by-");

    none(missing, "a link leads to a view of every kind");
    // What a view shows only when it is asked in a certain way
    views.set("/?as-of", "/?as-of=2031-06-30");
    views.set("/compare?parties", "/compare?parties=VSK,DRV");
    views.set("/compare?then", "/compare?then=2031-06-30&now=2032-02-10");
    views.set("/positions?party", "/positions?party=NOBODY");
    views.set("/positions?limit", "/positions?limit=5");
    for (const [screen, size] of Object.entries(screens)) {
        for (const colorScheme of ["light", "dark"]) {
            const page = await open_window(server, { ...size, colorScheme });
            for (const [template, path] of views) {
                const title = `${template} on a ${screen}, ${colorScheme}`;
                const status = await visit(page, path);
                ok(status === 200, `${title}: is there`, `${path}: ${status}`);
                none(await audit(page), `${title}: axe finds nothing serious`);
                none(await sticks_out(page), `${title}: fits`);
                none(page.faults.splice(0), `${title}: the console is quiet, nothing is fetched elsewhere`);
                if (colorScheme === "light" && screen === "desk")
                    none(await outline(page), `${template}: headings, landmarks, tables and pictures are named`);
                if (colorScheme === "light" && screen === "phone")
                    none(await too_small(page), `${template}: a finger hits what is to be hit`);
                await shoot(page, `${slug(template)}.${screen}.${colorScheme}`);
            }
            await page.close_all();
        }
        // Without scripts the same page stands there, and its form works.
        const page = await open_window(server, { ...size, javaScriptEnabled: false });
        for (const [template, path] of views) {
            const status = await visit(page, path);
            const words = await page.locator("main").innerText();
            ok(status === 200 && words.length > 20, `${template} on a ${screen}, without scripts: says something`, words);
            none(page.faults.splice(0), `${template} on a ${screen}, without scripts: is quiet`);
        }
        await page.close_all();
    }
    const lost = await open_window(server, phone);
    ok(await visit(lost, "/position/p-000000000000") === 404 && await lost.locator("main a[href='/']").count() === 1, "a page that is not there says so, and leads back");
    none(await audit(lost), "axe finds nothing serious there");
    none(await sticks_out(lost), "and it fits");
    await lost.close_all();

    const page = await open_window(server, { ...desk, javaScriptEnabled: false });
    await visit(page, "/positions");
    await page.fill("input[name=party]", "VSK");
    await page.click(".filters button");
    ok(page.url().includes("/positions?") && page.url().includes("party=VSK") && await page.inputValue("[name=party]") === "VSK",
        "the form narrows a page down without scripts, by its address", page.url());
    none(page.faults, "the form makes no noise");
    await page.close_all();
}
