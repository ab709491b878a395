// keyboard.mjs - every link and field is reached by Tab, and it is seen where one is.
import { desk, find_views, none, ok, open_window, visit } from "../harness.mjs";

/** What has the focus, and whether it is seen to have it. */
function focused(page) {
    return page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body)
            return null;
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        e.dataset.reached = "1";
        return {
            what: e.outerHTML.slice(0, 120),
            seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.right > 0,
        };
    });
}

export default async function (server) {
    const { views } = await find_views(server);
    const page = await open_window(server, desk);

    for (const [template, path] of views) {
        await visit(page, path);
        await page.waitForLoadState("networkidle"); // what scripts add
        // Long lists: what comes behind the first hundred is like them.
        const count = await page.evaluate(() => {
            const all = [...document.querySelectorAll("a, input:not([type=hidden]), select, textarea, button, summary")]
                .filter((e) => e.checkVisibility() && (e.localName !== "a" || e.href));
            all.slice(100).forEach((e) => e.tabIndex = -1);
            all.slice(0, 100).forEach((e) => e.dataset.wanted = "1");
            return Math.min(all.length, 100);
        });
        const unseen = [];
        for (let i = 0; i < 4 * count + 20; i++) { // date fields have several stops
            await page.keyboard.press("Tab");
            const at = await focused(page);
            if (!at)
                break;
            if (!at.seen)
                unseen.push(at.what);
        }
        none(await page.evaluate(() => [...document.querySelectorAll("[data-wanted]:not([data-reached])")].map((e) => e.outerHTML.slice(0, 120))),
            `${template}: Tab reaches all of it`);
        none([...new Set(unseen)], `${template}: what has the focus is seen to have it`);
    }

    await visit(page, "/");
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    ok(await skip.evaluate((e) => e === document.activeElement && e.getBoundingClientRect().left >= 0), "the first Tab shows the way to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "and it leads there");
    none(page.faults, "keys make no noise");
    await page.close_all();
}
