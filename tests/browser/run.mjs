// run.mjs [PAGE...] - run every file of pages/, or those named, against a ledger of the samples. See README.md.
import fs from "node:fs";
import path from "node:path";
import { finish, guarded, open_browser, read_samples, Server } from "./harness.mjs";

const pages = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "pages");
const wanted = process.argv.slice(2);

await open_browser();
const ledger = read_samples();
for (const file of fs.readdirSync(pages).sort()) {
    const name = path.basename(file, ".mjs");
    if (!file.endsWith(".mjs") || (wanted.length && !wanted.includes(name)))
        continue;
    const { default: run, ledger: own } = await import(path.join(pages, file));
    await guarded(name, async () => {
        const served = own ? own() : ledger;
        const server = await Server.start(served);
        try {
            await run(server, served);
        } finally {
            await server.stop();
        }
    });
}
await finish();
