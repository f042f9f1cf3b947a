import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./wait.ts";

const script = fileURLToPath(new URL("prompter.py", import.meta.url));
/** Debian's own: another Python may not have its modules. */
export const PYTHON = "/usr/bin/python3";

export const hasPrompter =
  process.platform === "linux" && spawnSync(PYTHON, ["-c", "import dbus, gi"]).status === 0;

/** A desktop on the keyring's bus: its unlock dialogs, and a person who may close them. */
export type Prompter = {
  /** How many dialogs there have been. */
  asked(): number;
  /** Whether the person closes each dialog at once. */
  closing: boolean;
  close(): void;
  stop(): void;
};

export async function startPrompter(env: NodeJS.ProcessEnv): Promise<Prompter> {
  const child = spawn(PYTHON, [script], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let ready = false;
  let asked = 0;
  const prompter: Prompter = {
    asked: () => asked,
    closing: true,
    close: () => void child.stdin.write("\n"),
    stop: () => void child.kill(),
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    ready = true;
    if (line !== "asked") return;
    asked += 1;
    if (prompter.closing) prompter.close();
  });
  await until("the desktop's dialogs", () => ready);
  return prompter;
}
