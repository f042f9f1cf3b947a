/**
 * One instance for each userData folder: a lock file that names its owner (process id and start time), and an inbox in
 * which later instances leave their arguments.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processRuns } from "./paths.ts";

type Second = (argv: string[], workingDirectory: string) => void;

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** With its start time, so that a reused process id isn't taken for the owner; without where that can't be known. */
const nameOf = (pid: number): string =>
  `${pid} ${textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19] ?? ""}`;

export class SingleInstance {
  readonly #lock: string;
  readonly #inbox: string;
  readonly #onSecond: Second;
  readonly #me = nameOf(process.pid);
  #held = false;

  constructor(folder: string, onSecond: Second) {
    this.#lock = join(folder, "host-instance.lock");
    this.#inbox = join(folder, "host-instance.inbox");
    this.#onSecond = onSecond;
  }

  /** True if this process holds the lock; otherwise the holder has been told of this start. */
  acquire(): boolean {
    if (this.#held) return true;
    mkdirSync(this.#inbox, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        writeFileSync(this.#lock, this.#me, { flag: "wx", mode: 0o600 });
        this.#hold();
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = textOf(this.#lock);
      const pid = Number.parseInt(owner, 10);
      if (owner !== "" && processRuns(pid) && owner === nameOf(pid)) {
        this.#tell();
        return false;
      }
      if (owner === textOf(this.#lock)) rmSync(this.#lock, { force: true });
    }
    return false;
  }

  release(): void {
    if (this.#held && textOf(this.#lock) === this.#me) rmSync(this.#lock, { force: true });
    this.#held = false;
  }

  #tell(): void {
    const file = join(this.#inbox, `${process.pid}-${Date.now()}`);
    const message = { argv: process.argv, cwd: process.cwd() };
    writeFileSync(`${file}.tmp`, JSON.stringify(message), { mode: 0o600 });
    renameSync(`${file}.tmp`, `${file}.json`);
  }

  #hold(): void {
    this.#held = true;
    for (const left of readdirSync(this.#inbox)) rmSync(join(this.#inbox, left), { force: true });
    watch(this.#inbox, () => this.#read()).unref();
  }

  #read(): void {
    for (const name of readdirSync(this.#inbox).filter((each) => each.endsWith(".json"))) {
      const text = textOf(join(this.#inbox, name));
      rmSync(join(this.#inbox, name), { force: true });
      if (text === "") continue;
      const { argv, cwd } = JSON.parse(text);
      this.#onSecond(argv, cwd);
    }
  }
}
