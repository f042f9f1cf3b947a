/** utilityProcess over child_process; the child's half is utility-child.ts. */
import { type ChildProcess, fork } from "node:child_process";
import { HostEmitter, type Loose, loudClass, loudObject, onlyKnown } from "./loud.ts";

const options = new Set(["serviceName", "stdio", "env", "execArgv", "cwd"]);
const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill();
});

class UtilityProcess extends HostEmitter {
  readonly #child: ChildProcess;
  #pid: number | undefined;
  constructor(path: string, args: readonly string[], given: Loose) {
    super("UtilityProcess", ["spawn", "message", "exit"]);
    const stdio =
      typeof given.stdio === "string"
        ? [given.stdio, given.stdio, given.stdio]
        : (given.stdio ?? ["inherit", "inherit", "inherit"]);
    this.#child = fork(path, args, {
      execArgv: ["--import", new URL("./utility-child.ts", import.meta.url).href, ...(given.execArgv ?? [])],
      serialization: "advanced",
      env: given.env ?? process.env,
      cwd: given.cwd,
      stdio: ["ignore", stdio[1], stdio[2], "ipc"],
    });
    const child = this.#child;
    children.add(child);
    this.#pid = child.pid;
    child.on("spawn", () => this.emit("spawn"));
    child.on("message", (message) => this.emit("message", message));
    child.on("error", () => {});
    child.on("exit", (code, signal) => {
      children.delete(child);
      this.#pid = undefined;
      this.emit("exit", code ?? (signal === "SIGTERM" ? 15 : 128));
    });
  }
  get pid(): number | undefined {
    return this.#pid;
  }
  get stdout(): NodeJS.ReadableStream | null {
    return this.#child.stdout;
  }
  get stderr(): NodeJS.ReadableStream | null {
    return this.#child.stderr;
  }
  postMessage(message: Loose): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }
  kill(): boolean {
    return this.#child.kill();
  }
}
loudClass(UtilityProcess, "UtilityProcess");

export const utilityProcess = loudObject(
  {
    fork(path: string, args: readonly string[] = [], given: object = {}): UtilityProcess {
      onlyKnown(given, options, "utilityProcess.fork options");
      return new UtilityProcess(path, args, given);
    },
  },
  "utilityProcess",
);
