import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startKeyring } from "../../scripts/keyring.mjs";
import { PYTHON } from "./prompter.ts";
import { until } from "./wait.ts";

const script = fileURLToPath(new URL("confirming-service.py", import.meta.url));

/** What lies in it: the versions of each entry, the last one is read; former ones of what was deleted, too. */
export type Lying = {
  readonly kept: Readonly<Record<string, readonly string[]>>;
  readonly bin: readonly { readonly account: string; readonly versions: readonly string[] }[];
};

/** A password manager as keychain (KeePassXC's ways, measured on 2.7.4): it asks before it lets a program at an entry. */
export type ConfirmingService = {
  readonly env: NodeJS.ProcessEnv;
  /** How many dialogs there have been. */
  asked(): number;
  /** As after its restart, or the program's: from now on it asks for what is there already. */
  ask(): void;
  allow(): void;
  deny(): void;
  hang(): void;
  /** What is read isn't what was written any more. */
  spoil(): void;
  look(): Promise<Lying>;
  stop(): Promise<void>;
};

export async function startConfirmingService(): Promise<ConfirmingService> {
  // Its bus alone; the keyring's daemon makes way.
  const { env, stopDaemon, stop } = await startKeyring({ isolated: true });
  await stopDaemon();
  // Named like the program that it stands in for, as the system tells it.
  const folder = mkdtempSync(join(tmpdir(), "password-manager-"));
  const program = join(folder, "keepassxc");
  symlinkSync(PYTHON, program);
  const child = spawn(program, [script], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const tell = (line: string) => void child.stdin.write(`${line}\n`);
  let ready = false;
  let asked = 0;
  let seen: ((lying: Lying) => void) | null = null;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === "ready") ready = true;
    else if (line === "asked") asked += 1;
    else seen?.(JSON.parse(line));
  });
  await until("the password manager", () => ready);
  return {
    env,
    asked: () => asked,
    ask: () => tell("ask"),
    allow: () => tell("allow"),
    deny: () => tell("deny"),
    hang: () => tell("hang"),
    spoil: () => tell("spoil"),
    look() {
      const answer = new Promise<Lying>((resolve) => {
        seen = resolve;
      });
      tell("look");
      return answer;
    },
    async stop() {
      child.kill("SIGKILL");
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
