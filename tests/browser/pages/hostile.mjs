// hostile.mjs - news pages that would like to be more than text: whatever they say is shown, nothing of it is done.
import fs from "node:fs";
import path from "node:path";
import { audit, desk, find_views, none, ok, open_window, phone, read_into, shoot, sticks_out, visit, work } from "../harness.mjs";

const ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
const OUTSIDE = "http://outside.example/";
const SAFE = "Veshkar rejects the ceasefire";

const sentences = [
    `Veshkar rejects the ceasefire, Rada Volshin said on Monday. ${ATTACK}`,
    `"We demand a ceasefire <script>alert(3)</script> before any talks," Katalena Dresz, the Dorvenian foreign minister, said on 3 May.`,
    `"Talks are possible & welcome' onmouseover='alert(4)," said Ansa <b onclick=alert(5)>Wieland</b>, a spokeswoman.`,
    `Dorvenia accepts the ceasefire, Dresz told <iframe src="${OUTSIDE}frame"></iframe> Radio Skarr.`,
    `\u202eVeshkar demands the release of all prisoners\u202c, its foreign minister said. \u2066\u2067`,
    `Dorvenia rejects talks, said Dresz. </p></section></main></body><style>*{display:none}</style><base href="${OUTSIDE}">`,
    `Dorvenia proposes a summit, Dresz said. <svg onload=alert(6)><a xlink:href="javascript:alert(7)"><text>x</text></a></svg> {{7*7}} \${7*7}`,
    "x".repeat(3000) + " ceasefire",
];

/** One page of HTML whose head and body say all of it, and lines of JSON with the same in every field. */
function hostile_ledger() {
    const folder = path.join(work, "hostile<i>pages");
    const escape = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "one'\"><img src=x onerror=alert(8)>.html"), `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>${escape(SAFE + " " + ATTACK)}</title><meta property="og:title" content="${escape(SAFE + " " + ATTACK)}">
<meta property="og:site_name" content="${escape("The Weir " + ATTACK)}"><link rel="canonical" href="javascript:alert(9)">
<meta property="article:published_time" content="2031-05-04T10:00:00+01:00">
<meta http-equiv="refresh" content="0;url=${OUTSIDE}"></head><body><article><h1>${escape(SAFE + " " + ATTACK)}</h1>
${sentences.map((s) => `<p>${escape(s)}</p>`).join("\n")}</article><script>alert(10)</script></body></html>`);
    fs.writeFileSync(path.join(folder, "two.jsonl"), ["javascript:alert(11)", "data:text/html,<script>alert(12)</script>",
        `${OUTSIDE}"onmouseover="alert(13)`, " javascript:alert(14)", `https://weir.example/${"a".repeat(500)}`].map((url, i) => JSON.stringify({
        id: `i${i}"><script>alert(15)</script>`, url, title: `${SAFE} ${i} ${ATTACK} \u202e`, outlet: `The "Weir" ${i} ${ATTACK}`,
        byline: `By Ansa ${ATTACK}`, published: `2031-05-0${i + 1}`, text: sentences.join("\n\n"),
    })).join("\n") + "\n");
    return read_into("hostile", folder);
}

/** Marks of direction: how many there are, and texts that leave one open for what stands behind them. */
function turned(page) {
    return page.evaluate(() => {
        const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
        const count = (text, marks) => text.split(marks).length - 1;
        const found = { all: 0, open: [] };
        while (walker.nextNode()) {
            const text = walker.currentNode.data;
            found.all += count(text, /[\u202a-\u202e\u2066-\u2069]/);
            if (count(text, /[\u202a\u202b\u202d\u202e]/) > count(text, /\u202c/) || count(text, /[\u2066-\u2068]/) > count(text, /\u2069/))
                found.open.push(text.slice(0, 100));
        }
        return found;
    });
}

export const ledger = hostile_ledger;

export default async function (server) {
    const { views } = await find_views(server);
    const positions = await server.rows("/positions?limit=1000");
    const statements = await server.rows("/statements?limit=1000");

    ok(positions.length > 5 && statements.length > 5, "the pages were read", { positions: positions.length, statements: statements.length });
    ok([...positions, ...statements].some((r) => JSON.stringify(r).includes("<script>")), "and what they say is in the ledger as it stands");
    const paths = new Set([...views.values(), ...positions.slice(0, 30).map((r) => "/position/" + r.id), ...statements.slice(0, 30).map((r) => "/statement/" + r.id),
        "/search?q=" + encodeURIComponent(ATTACK), "/positions?party=" + encodeURIComponent(ATTACK), "/issue/" + encodeURIComponent(ATTACK) + "?party=x"]);
    for (const size of [desk, phone]) {
        const page = await open_window(server, size);
        const faults = [];
        let seen = false, turns = 0;
        for (const path of paths) {
            await visit(page, path);
            faults.push(...page.faults.splice(0).filter((f) => !f.includes("status of 40")), ...(await sticks_out(page)).map((f) => `${path}: ${f}`));
            // Whatever the program itself puts into a page and no more
            faults.push(...await page.evaluate(() => [...document.querySelectorAll(
                "main script:not([src^='/static/']), style, base, iframe, object, embed, img, meta[http-equiv], main b, a")]
                .filter((e) => e.localName !== "a" || !/^([/#?]|https?:)/.test(e.getAttribute("href") ?? e.getAttribute("xlink:href")))
                .map((e) => `${location.pathname}: ${e.outerHTML.slice(0, 120)}`)));
            faults.push(...await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes])
                .filter((a) => a.name.startsWith("on") || a.name === "style").map((a) => `${location.pathname}: ${a.name}="${a.value}"`)));
            const { all, open } = await turned(page);
            turns += all;
            faults.push(...open.map((text) => `${path}: turns what stands behind it: ${text}`));
            seen ||= (await page.locator("main").innerText()).includes("<script>alert(1)</script>");
            if (!page.url().startsWith(server.origin + path.split("?")[0].slice(0, 8)))
                faults.push(`${path} became ${page.url()}`);
        }
        none([...new Set(faults)], `${paths.size} pages on ${size === phone ? "a phone" : "a desk"}: their words are text, nothing runs, nothing is fetched`);
        ok(seen && turns > 0, "and are shown, marks of direction with them", { seen, turns });
        await page.close_all();
    }

    const page = await open_window(server, phone);
    await visit(page, "/positions");
    none(await audit(page), "axe finds nothing serious");
    await shoot(page, "hostile.phone");
    await page.close_all();
}
