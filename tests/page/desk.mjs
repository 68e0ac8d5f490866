// A desk of its own for a test, played through the real program.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The program under test: NEWSROOM_BIN, else what `cargo build` leaves. */
export const program =
  process.env.NEWSROOM_BIN ??
  resolve(repository, process.env.CARGO_TARGET_DIR ?? "target", "debug/newsroom");

/** Nothing of the person who runs the tests reaches a desk. */
export function surroundings(home) {
  mkdirSync(home, { recursive: true });
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    NEWSROOM_FSYNC: "0",
    NO_COLOR: "1",
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
  };
}

/** Runs a program to its end; what it says on standard output, as bytes. */
export function run(command, words, options) {
  const done = spawnSync(command, words, { maxBuffer: 1 << 28, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(`${command} ${words.join(" ")}: exit ${done.status}\n${done.stderr}${done.stdout}`);
  }
  return done.stdout;
}

export class Desk {
  /** `people` by id: `{ name, email }`. */
  constructor(folder, people) {
    this.folder = folder;
    this.people = people;
    this.home = `${folder}.home`;
    this.turn = 0;
    mkdirSync(folder, { recursive: true });
  }

  /** A desk that goes on from where this one stands. */
  copy(folder) {
    cpSync(this.folder, folder, { recursive: true });
    return new Desk(folder, this.people);
  }

  /** `who` types `newsroom …words` at that minute; gives what it printed. */
  act(who, at, ...words) {
    const env = { ...this.as(who), NEWSROOM_NOW: at, NEWSROOM_SEED: String(1_000 + (this.turn += 1)) };
    return run(program, words, { cwd: this.folder, env, input: "" }).toString();
  }

  as(who) {
    const { name, email } = this.people[who];
    return {
      ...surroundings(this.home),
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
  }

  /** `newsroom serve` on a free port, unless `words` name one: where it is, and how to end it. */
  async serve(who, ...words) {
    const port = words.includes("--port") ? [] : ["--port", "0"];
    const options = { cwd: this.folder, env: this.as(who), stdio: ["ignore", "pipe", "inherit"] };
    const child = spawn(program, ["serve", "--json", ...port, ...words], options);
    const ended = once(child, "exit");
    let said = "";
    for await (const part of child.stdout) {
      said += part;
      if (said.trimEnd().endsWith("}")) break;
    }
    const stop = () => (child.kill("SIGINT"), ended);
    return { origin: new URL(JSON.parse(said).address).origin, missing: [], stop };
  }

  git(...words) {
    return run("git", words, { cwd: this.folder, env: surroundings(this.home) });
  }
}

/** The demo's night in a new folder, with its three people to go on with. */
export function demo(folder) {
  run(program, ["demo", folder], { env: surroundings(`${folder}.home`) });
  return new Desk(folder, {
    mara: { name: "Mara Dov", email: "mara@courier.example" },
    ana: { name: "Ana Petrova", email: "ana@courier.example" },
    ed: { name: "Ed Lind", email: "ed@courier.example" },
  });
}
