// Debian's Chromium on a site that is served from this process, and what went wrong on a page.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".jpg": "image/jpeg",
  ".png": "image/png",
};

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A file server on a free port of this machine; `folder` may be changed while it runs. */
export async function serve(folder) {
  const site = { folder, missing: [] };
  site.server = createServer(async (request, response) => {
    let path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
    if (path.endsWith("/")) path += "index.html";
    try {
      const bytes = await readFile(join(site.folder, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" });
      response.end(bytes);
    } catch {
      if (path !== "/favicon.ico") site.missing.push(path);
      response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    }
  });
  await new Promise((ready) => site.server.listen(0, "127.0.0.1", ready));
  site.origin = `http://127.0.0.1:${site.server.address().port}`;
  return site;
}

/** Chromium with a profile that is made for it and thrown away. */
export function launch() {
  const executablePath = process.env.NEWSROOM_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * A page in a context of its own. Requests to other sites are cut off and kept in `page.foreign`;
 * errors of console, script and content security policy in `page.faults`.
 */
export async function open(browser, site, path, options = {}) {
  const context = options.context ?? (await browser.newContext(options));
  const page = await context.newPage();
  page.foreign = [];
  page.faults = [];
  await page.route(
    (address) => address.origin !== site.origin && !/^(data|blob):$/.test(address.protocol),
    (route) => {
      page.foreign.push(route.request().url());
      return route.abort();
    },
  );
  page.on("console", (message) => {
    const about = message.location().url;
    const cut = page.foreign.includes(about);
    if (["error", "warning"].includes(message.type()) && !cut) page.faults.push(message.text());
  });
  page.on("pageerror", (error) => page.faults.push(String(error)));
  await page.exposeFunction("__violated", (what) => page.faults.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.__violated(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(site.origin + path, { waitUntil: "load" });
  return page;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page, fold-outs open: one line each. */
export async function axe(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.html.slice(0, 160)}`));
}

/** Text as a reader takes it in: white space folded. */
export async function text(locator) {
  return (await locator.innerText()).replace(/\s+/g, " ").trim();
}

/** The post of that headline on a story's page. */
export function post(page, headline) {
  return page.locator(".post").filter({ has: page.getByRole("heading", { name: headline, exact: true }) });
}

/** How far what stands on a page has moved since it began to load (Layout Instability), with all of its pictures. */
export function moved(page) {
  return page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
      .observe({ type: "layout-shift", buffered: true });
    document.querySelectorAll("img").forEach((one) => (one.loading = "eager"));
    const images = [...document.images].map((one) => one.decode().catch(() => {}));
    Promise.all(images).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(sum))));
  }));
}
