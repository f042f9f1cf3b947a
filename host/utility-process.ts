/** utilityProcess over child_process; the child's half is utility-child.ts. */
import { type ChildProcess, fork } from "node:child_process";
import { HostEmitter, type Loose, loudClass, loudObject, NotInHost, onlyKnown } from "./loud.ts";

const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill();
});

class UtilityProcess extends HostEmitter {
  readonly #child: ChildProcess;
  pid: number | undefined;
  constructor(path: string, args: readonly string[], { env, stdio = "inherit" }: Loose) {
    super("UtilityProcess", ["spawn", "message", "exit"]);
    const child = fork(path, args, {
      execArgv: ["--import", new URL("./utility-child.ts", import.meta.url).href],
      serialization: "advanced",
      env: env ?? process.env,
      stdio: ["ignore", stdio, stdio, "ipc"],
    });
    this.#child = child;
    this.pid = child.pid;
    children.add(child);
    child.on("spawn", () => this.emit("spawn"));
    child.on("message", (message) => this.emit("message", message));
    child.on("error", () => {});
    child.on("exit", (code, signal) => {
      children.delete(child);
      this.pid = undefined;
      this.emit("exit", code ?? (signal === "SIGTERM" ? 15 : 128));
    });
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
    fork(path: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): UtilityProcess {
      onlyKnown(options, ["serviceName", "env", "stdio"], "utilityProcess.fork options");
      if (Array.isArray(options.stdio)) throw new NotInHost("utilityProcess.fork options.stdio as a list");
      return new UtilityProcess(path, args, options);
    },
  },
  "utilityProcess",
);
