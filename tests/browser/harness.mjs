// harness.mjs - what the tests of pages share: a served ledger, a browser that is watched, and TAP.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

export const { SOURCE, BUILD, PRISCUS, CHROMIUM } = process.env;
const shots = path.join(BUILD, "browser", "shots");
const require = createRequire(path.join(BUILD, "browser", "package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const environment = () => ({ ...process.env, LC_ALL: "C.UTF-8", TZ: "UTC", PRISCUS_NOW: "2032-03-01T12:00:00Z" });

export const work = fs.mkdtempSync(path.join(os.tmpdir(), "priscus-browser."));
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));

// ---- TAP --------------------------------------------------------------------------------------

let number = 0;
let bad = 0;

/** One test. `why` is shown where it fails: text, or anything that JSON can say. */
export function ok(good, title, why = "") {
    number++;
    if (!good)
        bad++;
    console.log(`${good ? "ok" : "not ok"} ${number} - ${title.replace(/#/g, "\\#")}`);
    if (!good && why)
        console.log("# " + (typeof why === "string" ? why : JSON.stringify(why, null, 1)).replace(/\n/g, "\n# ").slice(0, 3000));
}

/** A test that cannot be made here. */
export const skip = (title, why) => console.log(`ok ${++number} - ${title} # SKIP ${why}`);

/** No faults: an empty list. */
export const none = (faults, title) => ok(faults.length === 0, title, faults);

/** An exception is one test that failed, not the end of all. */
export async function guarded(title, run) {
    try {
        await run();
    } catch (error) {
        ok(false, `${title}: goes through`, error.stack ?? String(error));
    }
}

// ---- the program ------------------------------------------------------------------------------

export function priscus(...args) {
    return execFileSync(PRISCUS, args, { env: environment(), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A ledger of these inputs, by the samples' agenda and roster; its path. */
export function read_into(name, ...inputs) {
    const ledger = path.join(work, name + ".db");
    const world = path.join(SOURCE, "samples", "world");
    priscus("read", "--quiet", "--agenda", world + ".agenda", "--roster", world + ".roster", "--ledger", ledger, ...inputs);
    return ledger;
}

export const read_samples = () => read_into("samples", path.join(SOURCE, "samples", "pages"));

export class Server {
    /** Serve a ledger on a free port of 127.0.0.1. */
    static async start(ledger) {
        const server = new Server();
        server.process = spawn(PRISCUS, ["serve", "--ledger", ledger, "--port", "0", "--jobs", "2"],
            { env: environment(), stdio: ["ignore", "pipe", "inherit"] });
        server.ended = new Promise((resolve) => server.process.on("exit", resolve));
        for await (const piece of server.process.stdout) {
            // The address with the token, for pages that write
            server.entrance = String(piece).trim();
            break;
        }
        server.origin = new URL(server.entrance).origin;
        return server;
    }

    async rows(path) {
        return (await (await fetch(this.origin + "/api/v1" + path)).json()).rows;
    }

    async stop() {
        this.process.kill();
        await this.ended;
    }
}

// ---- the browser ------------------------------------------------------------------------------

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
export const desk = { viewport: { width: 1280, height: 900 } };

let browser;

export async function open_browser() {
    if (process.argv.length === 2) // all of them come anew
        fs.rmSync(shots, { recursive: true, force: true });
    fs.mkdirSync(shots, { recursive: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * A browser window that is watched: `faults` gets what goes to the console as an error or a warning, exceptions, dialogs, and
 * requests to anywhere but `server`, which are stopped. Close it with close().
 * Options: those of Playwright's newContext (phone, desk, colorScheme, javaScriptEnabled ...).
 */
export async function open_window(server, options = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const faults = [];

    if (options.javaScriptEnabled !== false)
        await context.addInitScript({ content: axe });
    await context.route("**/*", (route) => {
        const url = route.request().url();
        if (url.startsWith(server.origin + "/") || url.startsWith("data:"))
            return route.continue();
        faults.push(`asks for ${url}`);
        return route.abort();
    });
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            faults.push(`console: ${message.text()} (${page.url()})`);
    });
    page.on("pageerror", (error) => faults.push(`exception: ${error.message} (${page.url()})`));
    page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()} (${page.url()})`);
        dialog.dismiss();
    });
    return Object.assign(page, { faults, origin: server.origin, close_all: () => context.close() });
}

/** Go there: the reply's status. */
export async function visit(page, path) {
    return (await page.goto(page.origin + path, { waitUntil: "load" })).status();
}

/** What axe-core finds that is serious or critical: [{rule, why, where: [selector]}]. */
export async function audit(page) {
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
        .map((v) => ({ rule: v.id, why: v.help, where: v.nodes.slice(0, 3).map((n) => `${n.target}: ${n.failureSummary}`) }));
}

/** By how many pixels the page is wider than the window, and which elements stick out. */
export function sticks_out(page) {
    return page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room)
            return [];
        const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1);
        return [`${document.documentElement.scrollWidth - room} px`,
            ...wide.slice(0, 4).map((e) => e.outerHTML.slice(0, 160))];
    });
}

/** A picture for people: build/browser/shots/NAME.png */
export async function shoot(page, name) {
    const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
    await page.screenshot({ path: path.join(shots, name.replace(/[^\w.-]+/g, "-") + ".png"), fullPage: true,
        clip: { x: 0, y: 0, width, height: Math.min(height, 2400) } });
}

// ---- which pages there are --------------------------------------------------------------------

/**
 * An address for every view, by its template: {"/issue/{issue}": "/issue/talks", ...}. Views come from the API's description and
 * from the menu; an example for a view of one thing is the first link to one that the pages have. `missing`: views to which no link leads.
 */
export async function find_views(server) {
    const api = await (await fetch(server.origin + "/api/v1/openapi.json")).json();
    const templates = new Map(Object.entries(api.paths).map(([t, about]) => [t, about.get.parameters.map((p) => p.name)]));
    const pattern = (t) => new RegExp("^" + t.replace(/\{\w+\}/g, "[^/?]+") + "$");
    const found = new Map();
    const todo = ["/"];

    for (const template of templates.keys())
        if (!template.includes("{"))
            todo.push(template === "/matrix" ? "/" : template);
    for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
        const plain = path.split("?")[0];
        const template = plain === "/" ? "/" : [...templates.keys()].find((t) => pattern(t).test(plain)) ?? plain;
        if (found.has(template))
            continue;
        const asked = templates.get(template)?.includes("q") ? path + "?q=ceasefire" : path;
        const reply = await fetch(server.origin + asked);
        if (!(reply.headers.get("content-type") ?? "").startsWith("text/html")) {
            templates.delete(template); // rows alone
            continue;
        }
        found.set(template, asked);
        for (const [, href] of (await reply.text()).matchAll(/<a [^>]*href="(\/[^"#]*)/g))
            if (!/^\/(api|static)\/|\.(json|jsonl|csv|atom|svg)(\?|$)/.test(href))
                todo.push(href.replaceAll("&amp;", "&"));
    }
    const missing = [...templates.keys()].filter((t) => t !== "/matrix" && !found.has(t));
    return { views: found, missing };
}

/** All pictures on one page. */
function contact_sheet() {
    const names = fs.readdirSync(shots).filter((n) => n.endsWith(".png")).sort();
    fs.writeFileSync(path.join(shots, "index.html"), `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}figure{margin:0}img{display:block;height:600px;border:1px solid}</style>
${names.map((n) => `<figure><figcaption>${n}</figcaption><a href="${n}"><img src="${n}" alt=""></a></figure>`).join("\n")}`);
}

export async function finish() {
    await browser.close();
    contact_sheet();
    console.log(`1..${number}`);
    process.exitCode = bad > 0 ? 1 : 0;
}
