// A thousand open pages of the demo's story on static files: what they ask, and when they know.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { demo, program } from "./desk.mjs";
import { freePort, start } from "./servers.mjs";

const READERS = 1_000;
const PAGES = 3;
const QUIET = 60_000;
/** As src/site/theme/site.js has it while coverage is live. */
const ROUND = 12_000;
const MOST_WAIT = 15_000;
const MOST_BYTES = 600;
const STORY = "/storm-night/";

const at = (minute) => `2026-11-08T13:${minute}:00+02:00`;
const pause = (time) => new Promise((done) => setTimeout(done, time));
const count = { questions: 0, unchanged: 0, faults: [] };

/** An open page as the server sees it: a line that is kept, a cache, and what site.js asks by it. */
class Reader {
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  lines = new Set();
  cache = {};
  constructor(port, headers) {
    Object.assign(this, { port, headers });
  }

  /** What a browser's `fetch` with `no-cache` does: asks whether what it has is still so. */
  ask(path) {
    const kept = this.cache[path];
    const headers = { ...this.headers, ...kept?.asks };
    return new Promise((done, failed) => {
      const asked = request({ host: "127.0.0.1", port: this.port, path, headers, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          count.questions += 1;
          if (answer.statusCode === 304) return (count.unchanged += 1), done(kept.body);
          if (answer.statusCode !== 200) return failed(new Error(`${path}: ${answer.statusCode}`));
          const asks = { "if-none-match": answer.headers.etag, "if-modified-since": answer.headers["last-modified"] };
          this.cache[path] = { body: Buffer.concat(parts), asks };
          done(this.cache[path].body);
        });
      });
      asked.on("socket", (socket) => this.lines.add(socket));
      asked.on("error", failed);
      asked.end();
    });
  }

  /** The state of the record; the story's own file at first, and where that state is another one. */
  async poll() {
    try {
      const text = this.state === undefined ? "" : (await this.ask("/.well-known/newsroom.json")).toString("latin1");
      if (text === this.state) return;
      this.state = text;
      const body = await this.ask(`${STORY}latest.json`);
      if (this.seen && !this.seen.equals(body)) this.told ??= Date.now();
      this.seen = body;
    } catch (fault) {
      count.faults.push(fault);
    }
  }

  /** Goes on until the program ends. */
  open() {
    setInterval(() => this.poll(), ROUND).unref();
    this.poll();
  }
}

/** A real page with the story open, and what it asks. A hidden one is made to think so: headless shows every tab. */
async function realPage(browser, origin, hidden) {
  const context = await browser.newContext();
  if (hidden) await context.addInitScript(() => Object.defineProperty(document, "hidden", { get: () => !window.isShown }));
  const page = await context.newPage();
  const real = { page, questions: [], told: () => page.evaluate(() => window.toldAt) };
  page.on("request", (asked) => { if (asked.resourceType() === "fetch") real.questions.push(asked); });
  await page.goto(origin + STORY, { waitUntil: "load" });
  await page.evaluate(() => {
    const line = document.querySelector(".since");
    const look = () => { if (line.classList.contains("news") && line.textContent) window.toldAt ??= Date.now(); };
    new MutationObserver(look).observe(line, { childList: true, attributes: true });
  });
  return real;
}

/** Processor time of a process so far, in milliseconds; Linux counts it in hundredths of a second. */
function worked(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "latin1").replace(/^.*\) /, "").split(" ").slice(11).map(Number);
  return (user + system) * 10;
}

/** `who` types that while the readers go on asking. */
async function act(desk, who, minute, ...words) {
  const env = { ...desk.as(who), NEWSROOM_NOW: at(minute) };
  const [code] = await once(spawn(program, words, { cwd: desk.folder, env, stdio: ["ignore", "ignore", "inherit"] }), "exit");
  if (code !== 0) throw new Error(`newsroom ${words.join(" ")}: exit ${code}`);
}

/** Middle, 99th of a hundred and last of some waits, in seconds. */
function waits(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const wait = (part) => `${(sorted[Math.ceil(part * sorted.length) - 1] / 1_000).toFixed(1)} s`;
  return sorted.length ? `middle ${wait(0.5)}, 99 % ${wait(0.99)}, last ${wait(1)}` : "-";
}

async function main(ends) {
  const desk = demo(join(folder, "desk"));
  const site = join(folder, "site");
  desk.act("mara", at(10), "build", "--out", site, "--compress");
  const port = await freePort();
  const server = await start("nginx", join(folder, "nginx"), site, port);
  ends.push(() => server.kill("SIGKILL"));
  const origin = `http://127.0.0.1:${port}`;
  const browser = await launch();
  ends.push(() => browser.close());
  const pages = [];
  for (let number = 0; number < PAGES; number += 1) {
    pages.push(await realPage(browser, origin));
    await pause(ROUND / PAGES);
  }
  const hidden = await realPage(browser, origin, true);
  // Readers say what a real page says with such a question, but for what its cache adds.
  const said = Object.entries(await pages[0].questions[0].allHeaders()).filter(([name]) => !/^(:|if-)/.test(name));
  const readers = Array.from({ length: READERS }, () => new Reader(port, Object.fromEntries(said)));
  ends.push(() => readers.forEach((reader) => reader.agent.destroy()));
  console.log(`${READERS} readers and ${PAGES} real pages open the story, each at its own time …`);
  for (const reader of readers) {
    reader.open();
    await pause(ROUND / READERS - 1);
  }
  // Each has asked for the record, and for the story once more, before it is quiet.
  await pause(2 * ROUND + 2_000);

  const lines = () => readers.flatMap((reader) => [...reader.lines]);
  const sum = (way) => lines().reduce((all, line) => all + line[way], 0);
  const now = () => [Date.now(), worked(server.pid), count.questions, count.unchanged, sum("bytesRead"), sum("bytesWritten"),
    ...pages.map((page) => page.questions.length)];
  const before = now();
  await pause(QUIET);
  const [time, work, questions, unchanged, read, written, ...asked] = now().map((value, place) => value - before[place]);
  const answer = Math.round(read / questions);
  await act(desk, "ana", 20, "add", "--slug", "mouth", "--headline", "Harbour mouth opens to fishing boats", "--submit");
  await act(desk, "ed", 24, "publish", "mouth", "--approve");
  const released = Date.now();
  await act(desk, "mara", 25, "build", "--out", site, "--compress");
  const built = Date.now();
  const workThen = worked(server.pid);
  await pause(MOST_WAIT + 1_000);
  const rush = (worked(server.pid) - workThen) / (Date.now() - built);
  // Who knew before the build had ended waited for nothing.
  const since = (times) => times.filter(Boolean).map((one) => Math.max(0, one - built));
  const told = since(readers.map((reader) => reader.told));
  const real = since(await Promise.all(pages.map((page) => page.told())));
  const unseen = hidden.questions.length;
  await hidden.page.evaluate(() => { window.isShown = true; document.dispatchEvent(new Event("visibilitychange")); });
  await pause(2_000);
  const back = await hidden.told();
  const percent = (share) => `${(share * 100).toFixed(1)} % of a core`;
  const rows = [["what", "measured"], ["---", "---"],
    [`quiet, ${Math.round(time / 1_000)} s`, `${questions} questions on ${lines().length} lines, ${unchanged} answered by 304`],
    ["questions a second", ((questions / time) * 1_000).toFixed(1)],
    ["an answer, head and body", `${answer} bytes`],
    ["a question, as Chromium words it", `${Math.round(written / questions)} bytes`],
    ["nginx, quiet", percent(work / time)],
    [`nginx, in the ${MOST_WAIT / 1_000 + 1} s after the build`, percent(rush)],
    [`${PAGES} real pages, quiet`, `${asked.join(", ")} questions`],
    ["a hidden page, all the time", `${unseen} questions`],
    ["the build", `${((built - released) / 1_000).toFixed(1)} s`],
    ["after the build, till readers knew", `${told.length} of ${READERS}: ${waits(told)}`],
    ["after the build, till real pages told", `${real.length} of ${PAGES}: ${waits(real)}`],
  ];
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  const goals = {
    [`each reader knows within ${MOST_WAIT / 1_000} s`]: told.length === READERS && Math.max(...told) <= MOST_WAIT,
    [`each real page tells of it within ${MOST_WAIT / 1_000} s`]: real.length === PAGES && Math.max(...real) <= MOST_WAIT,
    [`an answer is at most ${MOST_BYTES} bytes`]: answer <= MOST_BYTES,
    "a hidden page asks nothing, and tells once it is seen": unseen === 0 && Boolean(back),
    "no question fails": count.faults.length === 0,
  };
  for (const [goal, met] of Object.entries(goals)) console.log(`${met ? "met" : "MISSED"}: ${goal}`);
  for (const fault of count.faults.slice(0, 3)) console.log(fault);
  return Object.values(goals).every(Boolean) ? 0 : 1;
}

const folder = mkdtempSync(join(tmpdir(), "newsroom-thousand-"));
const ends = [() => rmSync(folder, { recursive: true, force: true })];
try {
  process.exitCode = await main(ends);
} finally {
  for (const end of ends.reverse()) await end();
}
