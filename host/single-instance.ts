/**
 * One instance for each userData folder: a lock file that names its owner (process id and start time), and an inbox in
 * which later instances leave their arguments.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loose } from "./loud.ts";

type Second = (argv: string[], workingDirectory: string, additionalData: unknown) => void;

/** When a process started, so that a reused process id isn't taken for the owner; "" where that can't be known. */
function startTime(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function alive(owner: string): boolean {
  const [pid, started] = owner.split(" ");
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return started === startTime(Number(pid));
}

export class SingleInstance {
  readonly #lock: string;
  readonly #inbox: string;
  readonly #onSecond: Second;
  readonly #me = `${process.pid} ${startTime(process.pid)}`;
  #held = false;

  constructor(folder: string, onSecond: Second) {
    this.#lock = join(folder, "host-instance.lock");
    this.#inbox = join(folder, "host-instance.inbox");
    this.#onSecond = onSecond;
  }

  /** True if this process holds the lock; otherwise the holder has been told of this start. */
  acquire(additionalData?: object): boolean {
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
      const owner = this.#owner();
      if (owner !== "" && alive(owner)) {
        this.#tell(additionalData);
        return false;
      }
      if (owner === this.#owner()) rmSync(this.#lock, { force: true });
    }
    return false;
  }

  release(): void {
    if (this.#held && this.#owner() === this.#me) rmSync(this.#lock, { force: true });
    this.#held = false;
  }

  #owner(): string {
    try {
      return readFileSync(this.#lock, "utf8");
    } catch {
      return "";
    }
  }

  #tell(additionalData: unknown): void {
    const name = `${process.pid}-${Date.now()}`;
    const message = { argv: process.argv, cwd: process.cwd(), additionalData };
    writeFileSync(join(this.#inbox, `${name}.tmp`), JSON.stringify(message), { mode: 0o600 });
    renameSync(join(this.#inbox, `${name}.tmp`), join(this.#inbox, `${name}.json`));
  }

  #hold(): void {
    this.#held = true;
    for (const left of readdirSync(this.#inbox)) rmSync(join(this.#inbox, left), { force: true });
    watch(this.#inbox, () => this.#read()).unref();
  }

  #read(): void {
    for (const name of readdirSync(this.#inbox).filter((each) => each.endsWith(".json"))) {
      const file = join(this.#inbox, name);
      let message: Loose;
      try {
        message = JSON.parse(readFileSync(file, "utf8"));
        rmSync(file);
      } catch {
        continue;
      }
      this.#onSecond(message.argv, message.cwd, message.additionalData);
    }
  }
}
