// peers.mjs FOLDER DOM [SECONDS] - @mozilla/readability over every page of a folder, on jsdom or linkedom:
// pages a second, MB a second and peak memory, as bench-pages prints them. One pass to warm up, then the best of those
// that begin within SECONDS (20). Run by bench/pages.sh where npm has put the packages.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readability } from "@mozilla/readability";

const [folder, dom, seconds = "20"] = process.argv.slice(2);
const pages = readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), "utf8"));
const size = pages.reduce((sum, page) => sum + Buffer.byteLength(page), 0);

let open;
if (dom === "jsdom") {
    const { JSDOM, VirtualConsole } = await import("jsdom");
    const quiet = new VirtualConsole();
    open = (html) => new JSDOM(html, { virtualConsole: quiet }).window;
} else {
    const { parseHTML } = await import("linkedom");
    open = (html) => parseHTML(html);
}

let failed = 0;
function pass() {
    const begin = process.cpuUsage();
    failed = 0;
    for (const html of pages) {
        try {
            const window = open(html);
            if (!new Readability(window.document).parse()) failed++;
            window.close?.();
        } catch {
            failed++;
        }
    }
    const used = process.cpuUsage(begin);
    return (used.user + used.system) / 1e6;
}

// A page's garbage is a page's cost, so all of the process's CPU time counts.
if (Number(seconds) > 5) pass();
const until = Date.now() + Number(seconds) * 1000;
let best = Infinity;
do best = Math.min(best, pass());
while (Date.now() < until);
console.log(
    `${dom.padEnd(10)} ${(pages.length / best).toFixed(1).padStart(8)} pages/s ${(size / 1e6 / best).toFixed(1).padStart(8)} MB/s` +
        `, peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB, nothing found on ${failed}`);
