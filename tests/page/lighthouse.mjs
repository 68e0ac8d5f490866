// A story of 300 posts, sent as docs/on-the-web.md says, and what Lighthouse makes of three of its pages.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo, run } from "./desk.mjs";
import { chance, prose } from "./prose.mjs";
import { freePort, start } from "./servers.mjs";

const POSTS = 300;
/** Of so many runs the middle one counts, by its score of speed. */
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const CORRECTED = "post-291";

const at = (minute) => new Date(Date.UTC(2026, 10, 9, 5) + minute * 60_000).toISOString();

/** The demo's desk with a second story, long and still live; its public address is `url`. */
function longStory(folder, url) {
  const desk = demo(folder);
  const media = join(folder, "site/storm-night/media");
  const pictures = readdirSync(media).filter((name) => /\.(jpg|png)$/.test(name)).map((name) => join(media, name));
  const picture = (number) => ["--image", pictures[number % pictures.length], "--alt", "Boats in a storm", "--caption",
    "The harbour before the thaw.", "--media-credit", "Vera Stohl"];
  const settings = join(folder, "newsroom.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("https://courier.example", url));
  const dated = { GIT_AUTHOR_DATE: at(0), GIT_COMMITTER_DATE: at(0) };
  run("git", ["commit", "-qam", "another address"], { cwd: folder, env: { ...desk.as("mara"), ...dated } });
  desk.act("mara", at(0), "publish", "newsroom.toml", "--approve");
  desk.act("ana", at(1), "story", "open", "thaw", "--title", "Ice on the Veen breaks; lower town is cleared",
    "--date", "2026-11-09", ...picture(0), "--tag", "thaw");
  const write = prose(chance(7));
  const slugs = Array.from({ length: POSTS }, (_, number) => `post-${number}`);
  slugs.forEach((slug, number) => {
    const doubtful = `The dyke at kilometre ${number} has a crack.`;
    const more = [];
    if (number % 10 === 1) more.push(...picture(number / 10 | 0));
    if (number % 50 === 45) more.push(...picture(1), ...picture(2));
    if (number % 25 === 9) more.push("--key-event");
    if (number % 50 === 30) {
      more.push("--embed", "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv", "--title", "The ice at the lock", "--alt", "Ice",
        "--media-credit", "Tirren Post");
    }
    desk.act("ana", at(2 + number), "add", "--story", "thaw", "--slug", slug, "--headline", write.sentence().split(" ").slice(0, 9).join(" "),
      "--body", `${write.body()}\n\n${doubtful}`, "--tag", "thaw", ...more);
    if (number % 12 === 5) {
      desk.act("ana", at(2 + number), "verify-flag", slug, "--quote", doubtful, "--status", "unverified",
        "--caveat", "A walker told us so; the water board has nobody there yet.");
    }
    desk.act("ana", at(2 + number), "submit", slug);
    if (number % 6 < 5) return;
    desk.act("ed", at(2 + number), "publish", ...slugs.slice(number - 5, number + 1), "--approve", "--with-story");
  });
  desk.act("ana", at(POSTS + 5), "story", "edit", "thaw", "--point", `The lower town is cleared.::${slugs[290]}`,
    "--point", `The east dyke holds.::${slugs[295]}`, "--submit");
  desk.act("ed", at(POSTS + 6), "diff", "thaw");
  desk.act("ed", at(POSTS + 6), "publish", "thaw", "--approve");
  desk.act("ana", at(POSTS + 7), "correct", CORRECTED, "--tell-readers", "An earlier version named another kilometre.",
    "--replace", "kilometre 291=>kilometre 219", "--submit");
  desk.act("ed", at(POSTS + 8), "diff", CORRECTED);
  desk.act("ed", at(POSTS + 8), "publish", CORRECTED, "--approve");
  return desk;
}

/** What Lighthouse says of a page: the middle one of some runs. */
function judge(work, url) {
  const results = Array.from({ length: RUNS }, (_, turn) => {
    const file = join(work, `lighthouse-${turn}.json`);
    const done = spawnSync(process.execPath, [join(process.env.NEWSROOM_LIGHTHOUSE, "cli/index.js"), url, "--quiet",
      "--output=json", `--output-path=${file}`, `--only-categories=${CATEGORIES}`, "--no-enable-error-reporting",
      "--chrome-flags=--headless=new --no-sandbox --disable-gpu"], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`Lighthouse on ${url}: ${done.stderr}`);
    return JSON.parse(readFileSync(file, "utf8"));
  });
  results.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  return results[RUNS >> 1];
}

/** What an audit points at: nodes, addresses, what could be saved; one line each. */
function places(audit) {
  const items = audit?.details?.items ?? [];
  return items.flatMap((item) => item.items ?? item).slice(0, 8).map((item) => {
    const saved = item.wastedBytes ? `${item.wastedBytes} B` : item.wastedMs ? `${Math.round(item.wastedMs)} ms` : "";
    const parts = [item.node?.snippet ?? item.snippet, item.node?.explanation, item.url, item.description, saved];
    return parts.filter((part) => part && typeof part === "string").join(" | ").replace(/\s+/g, " ").slice(0, 500);
  }).filter(Boolean).map((place) => `      ${place}`);
}

/** The audits that took points; of speed those that say why as well. */
function complaints(result) {
  return CATEGORIES.filter((id) => result.categories[id].score < 1).flatMap((id) => {
    const category = result.categories[id];
    const refs = category.auditRefs.filter((ref) => ref.group !== "hidden" && (ref.weight > 0 || id === "performance"));
    const failed = refs.map((ref) => ({ ...ref, audit: result.audits[ref.id] }))
      .filter(({ audit }) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative");
    return [`  ${category.title} ${Math.round(category.score * 100)}`, ...failed.flatMap(({ weight, audit }) => [
      `    ${audit.title} (${audit.id}, weight ${weight}) ${audit.displayValue ?? ""}`.trimEnd(),
      ...places(audit)])];
  });
}

async function main() {
  const work = mkdtempSync(join(tmpdir(), "newsroom-lighthouse-"));
  let server, missed = 0;
  try {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    console.log(`a story of ${POSTS} posts is made …`);
    const desk = longStory(join(work, "desk"), origin);
    const site = join(work, "site");
    desk.act("mara", at(POSTS + 9), "build", "--out", site, "--compress");
    const [, id] = readFileSync(join(site, "thaw/index.html"), "utf8").split("<article ").slice(1)
      .find((part) => part.includes("kilometre 219")).match(/id="([^"]+)"/);
    server = await start("nginx", join(work, "nginx"), site, port);
    console.log("| page | performance | accessibility | best practices | SEO | FCP | LCP | CLS | TBT | bytes |");
    console.log(`|${" --- |".repeat(10)}`);
    const below = [];
    const pages = [["front page", "/"], [`story of ${POSTS}`, "/thaw/"], ["one post", `/thaw/${id}/`],
      ...process.argv.slice(2).map((path) => [path, `/${path}`])];
    for (const [name, path] of pages) {
      const result = judge(work, origin + path);
      const scores = CATEGORIES.map((category) => Math.round(result.categories[category].score * 100));
      const value = (audit) => result.audits[audit].numericValue;
      const seconds = (audit) => `${(value(audit) / 1_000).toFixed(2)} s`;
      const shift = value("cumulative-layout-shift");
      console.log(`| ${[name, ...scores, seconds("first-contentful-paint"), seconds("largest-contentful-paint"),
        +shift.toFixed(4), `${Math.round(value("total-blocking-time"))} ms`, value("total-byte-weight")].join(" | ")} |`);
      if (scores.some((score) => score < 100) || shift > 0) {
        missed += 1;
        below.push(`\n${name}:`, ...complaints(result));
        if (shift > 0) below.push(`  CLS ${shift}; what moved:`, ...places(result.audits["cls-culprits-insight"]));
      }
    }
    const verdict = missed ? `missed on ${missed} of ${pages.length} pages` : "100 everywhere, and nothing moves";
    console.log([...below, "", verdict].join("\n"));
  } finally {
    server?.kill("SIGKILL");
    if (process.env.NEWSROOM_KEEP) console.log(`kept: ${work}`);
    else rmSync(work, { recursive: true, force: true });
  }
  return missed ? 1 : 0;
}

process.exitCode = await main();
