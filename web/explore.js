// Draws /explore with Observable Plot: a picture for each issue with its parties one below the other, or the other way round.
"use strict";
(() => {
    const plots = document.getElementById("plots"), said = document.getElementById("explored"), form = document.getElementById("draw");
    const SIDES = { demands: "for", proposes: "for", accepts: "for", open: "for", conditional: "if", rejects: "against" };
    const SYMBOLS = { demands: "triangle", proposes: "diamond", accepts: "circle", open: "circle", conditional: "square", rejects: "times" };
    const FILLED = ["demands", "proposes", "accepts"];
    const MOST = 20000; // reports drawn
    const colour = (row) => `var(--${SIDES[row.stance]})`;
    const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
    const day = (date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    let rows = [], cut = false, drawn_width = 0;

    async function load() {
        const asked = new URLSearchParams(location.search);
        asked.set("limit", "1000");
        for (let next = ""; next !== undefined && rows.length < MOST;) {
            if (next)
                asked.set("cursor", next);
            const reply = await fetch("/api/v1/positions?" + asked);
            const got = await reply.json();
            if (!got.ok)
                throw new Error(got.error);
            rows.push(...got.rows);
            cut = got.truncated;
            next = got.truncated && got.next ? got.next : undefined;
        }
        rows = rows.filter((row) => row.day && SIDES[row.stance]).map((row) => ({ ...row, at: new Date(row.day) }));
    }

    /** Plot puts a style sheet into what it draws, which this page does not allow: it draws in a document that is shown nowhere. */
    function drawn(options) {
        const plot = Plot.plot({ ...options, document: document.implementation.createHTMLDocument("") });
        plot.querySelectorAll("style").forEach((e) => e.remove());
        for (const g of plot.querySelectorAll("g[aria-label]")) { // layers: no parts that a reader is told of
            g.removeAttribute("aria-label");
            g.removeAttribute("aria-description");
        }
        return document.adoptNode(plot);
    }

    /** One mark for the reports of a day that have it that a party takes a stance on an issue: the more, the larger. */
    function reports(own, track) {
        const marks = d3.groups(own, (row) => [row.party, row.issue, row.stance, row.day].join("\n"))
            .map(([, same]) => ({ ...same[0], same }));
        const head = (mark) => `${mark.party} ${mark.stance} ${mark.issue}, ${day(mark.at)}, ${count(mark.same.length, "report", "reports")}`;
        const options = {
            x: "at", y: track, r: (mark) => 3 + 1.5 * Math.sqrt(mark.same.length), symbol: "stance", ariaLabel: head,
            title: (mark) => [head(mark), ...mark.same.slice(0, 4).map((row) => `“${row.sentence}”\n${row.chain}`)].join("\n"),
            href: (mark) => mark.same.length === 1 ? "/position/" + mark.id
                : "/positions?" + new URLSearchParams({ party: mark.party, issue: mark.issue, since: mark.day, "as-of": mark.day }),
        };
        return [Plot.dot(marks.filter((m) => FILLED.includes(m.stance)), { ...options, fill: colour }),
            Plot.dot(marks.filter((m) => !FILLED.includes(m.stance)), { ...options, stroke: colour, strokeWidth: 2 })];
    }

    /** Bars upwards for, the conditional ones above; downwards against: told apart without colours too. */
    function months(own, track) {
        const side = (row) => SIDES[row.stance], NAMES = { for: "for it", if: "on conditions", against: "against it" };
        const bin = { y: (rows) => side(rows[0]) === "against" ? -rows.length : rows.length,
            title: (rows) => `${rows[0][track]}, ${d3.utcFormat("%B %Y")(rows[0].at)}: ${count(rows.length, "report", "reports")} ${NAMES[side(rows[0])]}` };
        return [Plot.rectY(own, Plot.stackY({ order: ["for", "if", "against"] },
            Plot.binX(bin, { x: "at", fy: track, interval: "month", z: side, fill: colour }))), Plot.ruleY([0])];
    }

    function draw() {
        const by = form.elements.by.value, track = by === "issue" ? "party" : "issue", monthly = form.elements.as.value === "months";
        const [first, last] = d3.extent(rows, (row) => row.at);
        const names = track === "party" ? 60 : 130; // room for them

        said.textContent = `${count(rows.length, "dated report", "dated reports")}${cut ? ", and more: narrow them down" : ""}. ` + (monthly ?
            "Bars upwards: for it (green), on conditions (amber, on top); downwards: against it (red)." :
            "Triangle: demands; diamond: proposes; disc: accepts; ring: open; square: conditional; cross: rejects. The more reports, the larger.");
        drawn_width = plots.clientWidth;
        plots.replaceChildren();
        for (const [name, own] of d3.sort(d3.groups(rows, (row) => row[by]), ([key]) => key)) {
            const tracks = d3.sort(new Set(own.map((row) => row[track])));
            const plot = drawn({
                width: Math.max(drawn_width, 320), className: "plot", marginTop: monthly ? 24 : 10,
                marginLeft: monthly ? 40 : names, marginRight: monthly ? names : 30,
                height: tracks.length * (monthly ? 64 : 28) + 50,
                x: { domain: [first, last], type: "utc", label: null, nice: true },
                y: monthly ? { grid: true, ticks: 2, label: "reports", tickFormat: (n) => Number.isInteger(n) ? String(Math.abs(n)) : "" } : { domain: tracks, type: "point", label: null, grid: true, padding: .6 },
                fy: { domain: tracks, label: null, padding: .25 },
                r: { type: "identity" },
                symbol: { domain: Object.keys(SYMBOLS), range: Object.values(SYMBOLS) },
                marks: monthly ? months(own, track) : reports(own, track),
            });
            const figure = document.createElement("figure"), head = document.createElement("h2"), link = document.createElement("a");
            link.href = `/${by}/${encodeURIComponent(name)}`;
            link.textContent = name;
            head.append(link);
            plot.setAttribute("role", monthly ? "img" : "group");
            plot.setAttribute("aria-label", `${name}: ${count(own.length, "report", "reports")} of ` + (by === "issue" ?
                count(tracks.length, "party", "parties") : count(tracks.length, "issue", "issues")) +
                `, ${day(d3.min(own, (row) => row.at))} to ${day(d3.max(own, (row) => row.at))}`);
            figure.append(head, plot);
            plots.append(figure);
        }
    }

    form.addEventListener("change", draw);
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("resize", () => rows.length && plots.clientWidth !== drawn_width && draw());
    said.textContent = "Loading ...";
    load().then(() => {
        said.textContent = "Nothing was found.";
        form.hidden = !rows.length;
        if (rows.length)
            draw();
    }).catch((error) => said.textContent = `That failed: ${error.message}`);
})();
