// paper.mjs - printed, a page is its content.
import { desk, find_views, none, ok, open_window, shoot, visit } from "../harness.mjs";

export default async function (server) {
    const { views } = await find_views(server);
    const page = await open_window(server, { ...desk, colorScheme: "dark" });

    await page.emulateMedia({ media: "print" });
    for (const [template, path] of views) {
        await visit(page, path);
        none(await page.evaluate(() => [...document.querySelectorAll("nav, form.filters, .skip, button")]
            .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))), `${template}: no navigation on paper`);
        ok(await page.locator("h1").isVisible(), `${template}: its title is on paper`);
        const [ink, paper] = await page.evaluate(() => {
            const style = getComputedStyle(document.documentElement);
            return [style.color, style.backgroundColor];
        });
        ok(ink === "rgb(0, 0, 0)" && /rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/.test(paper), `${template}: black on white`, `${ink} on ${paper}`);
    }
    await visit(page, "/");
    await shoot(page, "matrix.paper");
    none(page.faults, "print makes no noise");
    await page.close_all();
}
