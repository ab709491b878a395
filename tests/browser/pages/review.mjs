// review.mjs - fifty entries judged by keyboard, and by the buttons of the forms where there are no scripts; what was said is counted.
import path from "node:path";
import { audit, desk, none, ok, open_window, phone, priscus, read_into, shoot, SOURCE, visit } from "../harness.mjs";

const ENTRIES = 50;

export const ledger = () => read_into("review", path.join(SOURCE, "samples", "pages"));

/** name -> value of `priscus stats --quality`. */
function quality(file) {
    const rows = JSON.parse(priscus("stats", "--quality", "--format", "json", "--ledger", file));
    return Object.fromEntries(rows.map((r) => [r.name, r.value]));
}

async function by_keyboard(server, file) {
    const page = await open_window(server, desk);
    const judged = { right: 0, wrong: 0 };
    const began = Date.now();

    await page.goto(server.entrance);
    await visit(page, "/review");
    await page.fill('input[name="who"] >> nth=0', "Ada");
    await page.locator("h1").click();
    for (let i = 0; i < ENTRIES; i++) {
        const key = ["c", "c", "x", "stance"][i % 4];
        const stance = await page.locator("button[name=value]").first().getAttribute("data-key");

        await Promise.all([page.waitForNavigation(), page.keyboard.press(key === "stance" ? stance : key)]);
        judged[key === "c" ? "right" : "wrong"]++;
    }
    ok(Date.now() - began < 60000, `${ENTRIES} entries are judged by keyboard in ${Math.round((Date.now() - began) / 1000)} s, less than a minute`);
    const q = quality(file);
    ok(q.positions_judged === ENTRIES && q.positions_right === judged.right && q.positions_wrong === judged.wrong &&
        Number(q.precision) === judged.right / ENTRIES && q.readers === 1, "stats --quality has counted them", q);
    none(await audit(page), "review: axe-core finds nothing serious");
    await shoot(page, "review-desk");
    await page.keyboard.press("s");
    await page.waitForURL(/skip=1/);
    ok(true, "an entry is skipped by a key");
    await page.fill('input[name="note"] >> nth=0', "");
    await page.locator('input[name="note"]').first().press("c");
    ok(/skip=1/.test(page.url()), "keys are letters while something is typed");
    none(page.faults, "review: nothing goes wrong");
    await page.close_all();
}

async function by_buttons(server, file) {
    const page = await open_window(server, { ...phone, javaScriptEnabled: false });
    const before = quality(file).positions_judged;

    await page.goto(server.entrance);
    await visit(page, "/review");
    await page.fill('input[name="who"] >> nth=0', "Ben");
    await Promise.all([page.waitForNavigation(), page.click('button[value="confirm"]')]);
    ok((await page.inputValue('input[name="who"] >> nth=0')) === "Ben", "the name is remembered");
    await page.click("article.judge a.id");
    await shoot(page, "position-judged-phone");
    await page.click("summary >> text=missing");
    await page.fill('textarea[name="words"]', (await page.locator(".article mark.words").first().textContent()).split(" ").slice(0, 3).join(" "));
    await page.fill('input[name="party"] >> nth=-1', "VSK");
    await page.fill('input[name="issue"] >> nth=-1', "treaty");
    await Promise.all([page.waitForNavigation(), page.click("button >> text=Add this position")]);
    ok((await page.locator("h1").textContent()).length > 0 && !page.url().includes("amend"), "what is missing is added by a form", page.url());
    await visit(page, "/review");
    await Promise.all([page.waitForNavigation(), page.click('button[value="not"]')]);
    ok(quality(file).positions_judged === before + 2, "forms work without scripts", quality(file));
    await shoot(page, "review-phone");
    none(page.faults, "review without scripts: nothing goes wrong");
    await page.close_all();
}

async function without_token(server) {
    const page = await open_window(server, desk);

    await visit(page, "/review");
    ok((await page.locator("form.judgement").count()) === 0, "whoever has no token can look, and not judge");
    await page.close_all();
}

export default async function run(server, file) {
    await without_token(server);
    await by_keyboard(server, file);
    await by_buttons(server, file);
}
