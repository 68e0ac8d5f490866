// The pictures at the top of README.md: the demo's page, wide and on a telephone, and `newsroom review`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { launch, open, serve } from "./browser.mjs";
import { demo, program, repository } from "./desk.mjs";

const FOLDER = "docs/pictures";
const STALE = `${FOLDER}/… show another page than the demo makes: ${FOLDER}/make`;

const LARGEST = 200_000;

/** Just after the demo's last build. */
const NOW = (time) => `2026-11-08T${time}:00+02:00`;

/** How each is looked at: a picture is as wide as the viewport times the scale, and begins at `from`. */
const READER = { locale: "en-GB", timezoneId: "Europe/Kyiv", colorScheme: "light" };
const VIEWS = {
  "page.png": { ...READER, viewport: { width: 1100, height: 760 }, deviceScaleFactor: 1, from: ".post:has(.notice)" },
  "phone.png": { ...READER, viewport: { width: 390, height: 760 }, deviceScaleFactor: 2, isMobile: true, from: "body" },
  "review.png": { viewport: { width: 1140, height: 600 }, deviceScaleFactor: 1, from: "body" },
};

const TERMINAL = { columns: 110, rows: 30 };
/** The last line there is before a key is typed. */
const KEYS = /\[q\]uit.*\r\n/;
const CORRECTION = "An earlier version of this post gave the wrong number of passengers. It is 36, not 63.";

/** What an editor reads at a terminal when Ana has corrected a post that is live, with the codes of its colours. */
async function review(desk) {
  desk.act("ana", NOW("13:05"), "correct", "ferry", "--tell-readers", CORRECTION,
    "--replace", "with 63 passengers=>with 36 passengers", "--submit");
  const { NO_COLOR, ...env } = { ...desk.as("ed"), NEWSROOM_NOW: NOW("13:09"), NEWSROOM_PROGRAM: program, TERM: "xterm-256color" };
  const { columns, rows } = TERMINAL;
  const typed = `stty cols ${columns} rows ${rows}; exec "$NEWSROOM_PROGRAM" review`;
  const options = { cwd: desk.folder, env, stdio: ["pipe", "pipe", "inherit"], timeout: 60_000 };
  const child = spawn("script", ["-qec", typed, "/dev/null"], options);
  const ended = once(child, "exit");
  let seen = "";
  let screen;
  child.stdout.setEncoding("utf8");
  for await (const part of child.stdout) {
    seen += part;
    const keys = screen ? null : KEYS.exec(seen);
    if (!keys) continue;
    screen = seen.slice(0, keys.index + keys[0].length);
    child.stdin.write("q");
  }
  assert.deepEqual(await ended, [0, null], seen);
  assert.ok(screen, `no line of keys: ${seen}`);
  return screen.replaceAll("\r\n", "\n").trim();
}

/** The classes of the codes that set a colour or a weight; 0 ends all of them. */
const CODES = { 1: "bold", 2: "dim", 4: "under", 9: "struck", 31: "red", 32: "green", 33: "yellow", 34: "blue", 35: "magenta", 36: "cyan" };
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** What a terminal shows, as HTML: each code becomes a span. */
function marked(screen) {
  const set = new Set();
  return screen.split(/(\x1b\[[\d;]*m)/).map((part, index) => {
    if (index % 2 === 0) {
      assert.ok(!part.includes("\x1b"), `a code that is not known: ${JSON.stringify(part)}`);
      const text = part.replace(/[&<>]/g, (one) => ESCAPED[one]);
      return text && set.size ? `<span class="${[...set].join(" ")}">${text}</span>` : text;
    }
    for (const code of part.slice(2, -1).split(";").map(Number)) {
      assert.ok(code === 0 || CODES[code], `a code that is not known: ${code}`);
      if (code) set.add(CODES[code]);
      else set.clear();
    }
    return "";
  }).join("");
}

/** The terminal in the frame of a window; a line that is too long goes on at the edge, as there. */
function framed(screen) {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>newsroom review</title>
<style>
body { margin: 0; padding: 20px; background: #e9e7e2; }
main { border-radius: 9px; overflow: hidden; background: #16181d; box-shadow: 0 5px 16px #0005; }
header { display: flex; align-items: center; gap: 8px; padding: 9px 14px; background: #2a2d35; color: #b9bdc7; font: 13px system-ui, sans-serif; }
header i { width: 12px; height: 12px; border-radius: 50%; background: #555a66; }
header b { font-weight: 400; margin: 0 auto; padding-right: 52px; }
pre { width: ${TERMINAL.columns}ch; margin: 0; padding: 14px 20px 18px; white-space: pre-wrap; word-break: break-all;
  color: #e3e5ea; font: 16px/1.4 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.bold { font-weight: 700; } .dim { opacity: .65; } .under { text-decoration: underline; } .struck { text-decoration: line-through; }
.red { color: #ff7b78; } .green { color: #7fd88f; } .yellow { color: #e8c66b; } .blue { color: #82b1ff; } .magenta { color: #dd9bf0; } .cyan { color: #6fd3de; }
</style>
<main><header><i></i><i></i><i></i><b>newsroom review</b></header><pre><span class="dim">$</span> newsroom review
${marked(screen)}</pre></main></html>
`;
}

/** The SHA-256 of all that a picture is made of, but for the fonts of the machine. */
function digest(view, ...texts) {
  const hash = createHash("sha256");
  for (const text of [JSON.stringify(view), ...texts]) hash.update(`${Buffer.byteLength(text)}\n${text}\n`);
  return hash.digest("hex");
}

/** What each picture is made of: nothing in it is random, since the demo has its own clock and seeds. */
function madeOf(site, screen) {
  const html = readFileSync(join(site, "storm-night/index.html"), "utf8");
  const assets = join(site, "assets");
  const styles = readdirSync(assets).filter((name) => name.endsWith(".css") && html.includes(`/${name}"`)).sort();
  assert.ok(styles.length, "the page has a style sheet");
  const page = [html, ...styles.map((name) => readFileSync(join(assets, name), "utf8"))];
  return {
    "page.png": digest(VIEWS["page.png"], ...page),
    "phone.png": digest(VIEWS["phone.png"], ...page),
    "review.png": digest(VIEWS["review.png"], screen, framed(screen)),
  };
}

/** Takes the picture of the part of a page that its view names. */
async function take(page, name, from) {
  await page.locator(from).first().evaluate((one) => window.scrollTo(0, one.getBoundingClientRect().top));
  // A player that has nothing to play shows for a moment that it waits.
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: join(repository, FOLDER, name) });
}

/** Makes the pictures anew, and notes what they are made of. */
export async function make() {
  const work = mkdtempSync(join(tmpdir(), "newsroom-pictures-"));
  let site, browser;
  try {
    const desk = demo(join(work, "desk"));
    const screen = await review(desk);
    site = await serve(join(desk.folder, "site"));
    browser = await launch();
    for (const name of ["page.png", "phone.png"]) {
      const { from, ...view } = VIEWS[name];
      const context = await browser.newContext(view);
      await context.clock.setFixedTime(NOW("13:09"));
      await take(await open(browser, site, "/storm-night/", { context }), name, from);
    }
    const page = await browser.newPage(VIEWS["review.png"]);
    await page.setContent(framed(screen));
    await page.locator("body").screenshot({ path: join(repository, FOLDER, "review.png") });
    const made = madeOf(site.folder, screen);
    writeFileSync(join(repository, FOLDER, "made-of.json"), `${JSON.stringify(made, null, 2)}\n`);
  } finally {
    await browser?.close();
    site?.server.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** The width that a PNG says it has. */
function widthOf(bytes) {
  assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n", "a PNG");
  assert.equal(bytes.subarray(12, 16).toString("latin1"), "IHDR");
  return bytes.readUInt32BE(16);
}

export function pictures(stage) {
  describe("the pictures of README.md", () => {
    const read = (path) => readFileSync(join(repository, path));

    it("show what the demo makes", async () => {
      const made = madeOf(stage.night, await review(stage.untouched));
      assert.deepEqual(JSON.parse(read(`${FOLDER}/made-of.json`)), made, STALE);
    });

    it("are PNGs of their width, and small", () => {
      for (const [name, { viewport, deviceScaleFactor }] of Object.entries(VIEWS)) {
        const bytes = read(`${FOLDER}/${name}`);
        assert.equal(widthOf(bytes), viewport.width * deviceScaleFactor, name);
        assert.ok(bytes.length < LARGEST, `${name}: ${bytes.length}`);
      }
    });

    it("stand there with words for those who do not see them", () => {
      const readme = read("README.md").toString();
      for (const name of Object.keys(VIEWS)) {
        const [tag] = readme.match(new RegExp(`<img [^>]*src="${FOLDER}/${name}"[^>]*>`)) ?? [];
        assert.match(tag ?? "", / alt="[^"]{40,}"/, name);
      }
    });
  });
}
