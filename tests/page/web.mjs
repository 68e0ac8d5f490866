// The configurations of docs/on-the-web.md, started and asked as a browser asks.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SERVERS, freePort, start } from "./servers.mjs";

const NEXT_DAY = "2026-11-08T16:00:00+02:00";

/** The answer to a question; `null` where nobody answers. */
function ask(port, path, headers = {}) {
  return new Promise((done) => {
    const asked = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", () => done(null));
    asked.end();
  });
}

export function web(stage) {
  for (const kind of Object.keys(SERVERS)) {
    const missing = !process.env[kind === "nginx" ? "NEWSROOM_NGINX" : "NEWSROOM_CADDY"];
    describe(`on the web with ${kind}`, { skip: missing && !process.env.CI && "it is not here" }, () => {
      let port, server, folder, site;

      before(async () => {
        folder = join(stage.work, `web-${kind}`);
        site = join(folder, "site");
        stage.desk.act("mara", NEXT_DAY, "build", "--out", site, "--compress");
        port = await freePort();
        server = await start(kind, folder, site, port);
      });
      after(() => server?.kill("SIGKILL"));

      it("sends what is packed beforehand, and asks nobody to keep a page", async () => {
        const plain = await ask(port, "/storm-night/");
        const packed = await ask(port, "/storm-night/", { "accept-encoding": "gzip" });
        assert.equal(packed.headers["content-encoding"], "gzip");
        assert.deepEqual(packed.body, readFileSync(join(site, "storm-night/index.html.gz")));
        assert.deepEqual(plain.body, readFileSync(join(site, "storm-night/index.html")));
        assert.equal(plain.headers["cache-control"], "no-cache");
        assert.match(plain.headers["content-type"], /^text\/html/);
        const again = await ask(port, "/storm-night/", { "if-none-match": plain.headers.etag });
        assert.equal(again.status, 304);
      });

      it("has copies of pictures, style and script kept for ever, feeds named as what they are, and a page for what is not there", async () => {
        const [copy] = readdirSync(join(site, "storm-night/media")).filter((name) => name.endsWith(".webp"));
        const picture = await ask(port, `/storm-night/media/${copy}`);
        assert.match(picture.headers["cache-control"], /immutable/);
        assert.equal(picture.headers["content-type"], "image/webp");
        const named = readdirSync(join(site, "assets")).filter((name) => /\.[0-9a-f]{16}\.(css|js)$/.test(name));
        assert.deepEqual(named.map((name) => name.replace(/\.[0-9a-f]{16}/, "")).sort(), ["site.css", "site.js", "words.en.js"]);
        for (const name of named) {
          const asset = await ask(port, `/assets/${name}`, { "accept-encoding": "gzip" });
          assert.match(asset.headers["cache-control"], /immutable/, name);
          assert.equal(asset.headers["content-encoding"], "gzip", name);
        }
        assert.equal((await ask(port, "/assets/site.css")).headers["cache-control"], "no-cache");
        for (const [path, type] of [["/atom.xml", "atom"], ["/storm-night/rss.xml", "rss"], ["/feed.json", "feed"]]) {
          assert.match((await ask(port, path)).headers["content-type"], new RegExp(`^application/${type}\\+`), path);
        }
        const missing = await ask(port, "/no/such/page");
        assert.equal(missing.status, 404);
        assert.deepEqual(missing.body, readFileSync(join(site, "404.html")));
        assert.equal((await ask(port, "/.newsroom-site")).status, 404);
        assert.equal((await ask(port, "/.well-known/newsroom.json")).status, 200);
      });
    });
  }
}
