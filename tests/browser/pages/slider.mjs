// slider.mjs - the days of the ledger as a slider, beside the date field that is there without scripts too.
import { desk, none, ok, open_window, visit } from "../harness.mjs";

export default async function (server) {
    const page = await open_window(server, desk);

    await visit(page, "/");
    const slider = page.getByRole("slider");
    await slider.waitFor();
    const before = await page.locator("main table").innerText();
    await slider.focus();
    await page.keyboard.press("Home");
    await page.waitForURL(/as-of=/);
    await page.waitForFunction((old) => document.querySelector("main table")?.innerText !== old, before);
    const first = (await page.inputValue("[name=as-of]"));
    ok(page.url().endsWith("as-of=" + first) && /^\d{4}-\d\d-\d\d$/.test(first), "Home goes to the first day, and the address with it", page.url());
    ok((await slider.getAttribute("aria-valuetext")).length > 10, "it says where it stands");
    const shown = await page.locator("main table").innerText();
    await page.reload();
    ok(await page.locator("main table").innerText() === shown, "the address alone gives the same page");
    await page.locator("input[name=party]").fill("VSK");
    await page.keyboard.press("Enter");
    await page.waitForURL(/party=VSK/);
    await page.waitForFunction(() => document.querySelectorAll("main thead th").length === 2);
    ok(page.url().includes("as-of=" + first), "a party is asked for as of the same day", page.url());
    none(page.faults, "nothing went wrong meanwhile");
    await page.close_all();

    const plain = await open_window(server, { ...desk, javaScriptEnabled: false });
    await visit(plain, "/");
    ok(await plain.getByRole("slider").count() === 0 && await plain.locator("[name=as-of]").count() === 1, "without scripts there is the date field");
    await plain.close_all();
}
