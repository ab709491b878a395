// explore.mjs - the page that draws with Observable Plot, where `make web` has fetched it; and what it says where not.
import fs from "node:fs";
import path from "node:path";
import { audit, BUILD, desk, none, ok, open_window, phone, Server, shoot, skip, sticks_out, visit, work } from "../harness.mjs";

const marks = (rows) => new Set(rows.map((r) => [r.party, r.issue, r.stance, r.day].join())).size;

export default async function (server, ledger) {
    if (!fs.existsSync(path.join(BUILD, "web", "plot.js"))) {
        skip("pictures by Observable Plot", "make web has not been run");
    } else {
        const rows = (await server.rows("/positions?limit=1000")).filter((r) => r.day);
        for (const [screen, size] of [["desk", desk], ["phone", phone]]) {
            const page = await open_window(server, { ...size, colorScheme: screen === "desk" ? "light" : "dark" });
            await visit(page, "/explore");
            await page.waitForSelector("#plots svg");
            const issues = new Set(rows.map((r) => r.issue));
            ok(await page.locator("#plots figure").count() === issues.size, `${screen}: a picture for each issue`);
            ok(await page.locator("#plots svg a").count() === marks(rows), `${screen}: a mark for each stance of a day`, await page.locator("#plots svg a").count());
            none(await audit(page), `${screen}: axe finds nothing serious`);
            none(await sticks_out(page), `${screen}: fits`);
            await shoot(page, `explore-reports.${screen}`);
            await page.selectOption("[name=by]", "party");
            ok(await page.locator("#plots figure").count() === new Set(rows.map((r) => r.party)).size, `${screen}: or for each party`);
            await page.selectOption("[name=as]", "months");
            ok(await page.locator("#plots svg rect").count() > 5, `${screen}: or reports a month`);
            none(await audit(page), `${screen}: axe finds nothing serious there`);
            await shoot(page, `explore-months.${screen}`);
            await visit(page, "/explore?party=VSK&since=2031-06");
            await page.waitForSelector("#plots svg");
            const some = rows.filter((r) => r.party === "VSK" && r.day >= "2031-06");
            ok(await page.locator("#plots svg a").count() === marks(some), `${screen}: the filters of the address count`, `${await page.locator("#plots svg a").count()}, ${marks(some)}`);
            ok(await page.inputValue("[name=since]") === "2031-06", `${screen}: also a month, which is no date to a browser`);
            await visit(page, "/explore?party=NOBODY");
            await page.getByText("Nothing was found").waitFor();
            none(page.faults, `${screen}: the content security policy holds, the console is quiet`);
            await page.close_all();
        }
    }

    process.env.PRISCUS_WEB = work;
    const bare = await Server.start(ledger);
    delete process.env.PRISCUS_WEB;
    const page = await open_window(bare, desk);
    await visit(page, "/explore");
    ok((await page.locator("main").innerText()).includes("make web"), "without Observable Plot the page says what to do");
    none(page.faults, "and asks for nothing that is not there");
    await page.close_all();
    await bare.stop();
}
