// The web servers of docs/on-the-web.md, as that page has them.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { repository } from "./desk.mjs";

/** The configuration in the page, for that folder and port. */
function configuration(kind, folder, port) {
  const page = readFileSync(join(repository, "docs/on-the-web.md"), "utf8");
  const text = page.split(`\`\`\`${kind}\n`)[1].split("```")[0];
  return text.replace("/srv/courier/site", folder).replace("8080", String(port));
}

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** How each begins: its program and its words. A line that is kept for each of some thousand readers is allowed. */
export const SERVERS = {
  nginx(folder, site, port) {
    const inner = configuration("nginx", site, port);
    const file = join(folder, "nginx.conf");
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((name) => `${name}_temp_path ${folder}/${name};`).join("\n");
    writeFileSync(file, `daemon off;\nmaster_process off;\nerror_log stderr;\npid ${folder}/pid;\nevents { worker_connections 4096; }\n`
      + `http {\naccess_log off;\n${temporary}\n${inner}\n}\n`);
    return [process.env.NEWSROOM_NGINX, ["-e", "stderr", "-c", file, "-p", folder]];
  },
  caddyfile(folder, site, port) {
    const file = join(folder, "Caddyfile");
    writeFileSync(file, `{\n\tadmin off\n}\n${configuration("caddyfile", site, port)}`);
    return [process.env.NEWSROOM_CADDY, ["run", "--adapter", "caddyfile", "--config", file]];
  },
};

/** Starts one for the site in that folder and waits until it answers; `folder` is for its own files. */
export async function start(kind, folder, site, port) {
  mkdirSync(folder, { recursive: true });
  const [program, words] = SERVERS[kind](folder, site, port);
  const server = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: folder } });
  let said = "";
  server.stderr.on("data", (bytes) => (said += bytes));
  while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => null))) {
    if ((server.exitCode ?? server.signalCode) !== null) throw new Error(said);
    await new Promise((again) => setTimeout(again, 50));
  }
  return server;
}
