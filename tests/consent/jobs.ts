import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundleMain } from "../../scripts/electron/bundle-main.ts";
import { electronCommand } from "../../scripts/electron/client-command.mjs";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";

/** A consent page to be looked at and, if it can be, answered with yes. */
export type ConsentJob = {
  readonly id: number;
  readonly url: string;
  readonly operator: string;
  readonly path: string;
  /** Between what is seen and the yes. */
  readonly readMs: number;
  /** How long the page may go on after it is over. */
  readonly lingerMs: number;
  /** How long a page that isn't asked about may take to become one that is. */
  readonly settleMs: number;
  readonly hidden: boolean;
  /** In a window of its own; otherwise it may get one that had another page before. */
  readonly alone: boolean;
  /** A rule of the plan that is left out, to see that it is missed. */
  readonly without: string | null;
};

export type ConsentResult = {
  readonly id: number;
  readonly outcome: "sent" | "left";
  /** The person was asked. */
  readonly asked: boolean;
  readonly why: string;
  /** From the yes to the form's leaving. */
  readonly ms: number;
  readonly total?: number;
};

/** The login windows of the client on a real Electron, taking one page after the other. */
export type Presser = {
  readonly press: (job: Omit<ConsentJob, "id">) => Promise<ConsentResult>;
  readonly close: () => Promise<void>;
};

export async function startPresser(windows = 4): Promise<Presser> {
  const main = await bundleMain(fileURLToPath(new URL("consent-main.ts", import.meta.url)));
  const userData = mkdtempSync(join(tmpdir(), "consent-"));
  giveToOrdinaryUser(userData);
  const { command, args, cwd, env } = electronCommand(main);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, CONSENT_USER_DATA: userData, CONSENT_WINDOWS: String(windows) },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr?.on("data", (data) => (errors += data));
  const waiting = new Map<number, (result: ConsentResult) => void>();
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const said = JSON.parse(line) as ConsentResult | { readonly ready: true };
    if ("ready" in said) ready.resolve();
    else {
      waiting.get(said.id)?.(said);
      waiting.delete(said.id);
    }
  });
  const gone = ended(child);
  void gone.then(() => ready.reject(new Error(`Electron ended: ${errors.slice(-2_000)}`)));
  await ready.promise;
  let last = 0;
  return {
    press: (job) => {
      last += 1;
      const id = last;
      const result = Promise.withResolvers<ConsentResult>();
      waiting.set(id, result.resolve);
      child.stdin?.write(`${JSON.stringify({ ...job, id })}\n`);
      void gone.then(() => result.reject(new Error(`Electron ended: ${errors.slice(-2_000)}`)));
      return result.promise;
    },
    close: async () => {
      child.stdin?.end();
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(late);
      rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => child.once("exit", () => done()));
}
