// `npm start`: the reference service and the client against it; without a display, the demonstration.
import { join, relative } from "node:path";
import { PROFILES } from "../src/core/service/profiles.ts";
import { build } from "./build.ts";
import { hasDisplay } from "./electron/client-command.mjs";
import { electronLine, whichElectron } from "./electron/which-electron.mjs";
import { withKeyring } from "./keyring.mjs";
import { type OfficeRun, openOfficeRun } from "./office.ts";
import { root } from "./run-command.ts";
import { readStartArguments, startUsage } from "./start-arguments.ts";

const wish = readStartArguments(process.argv.slice(2), { display: hasDisplay() });
if (wish.kind === "refused") {
  console.error(`${wish.why}\n\n${startUsage}`);
  process.exit(2);
}
await build().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
if (wish.kind === "demo") {
  if (!hasDisplay()) console.log("No display here: playing the demonstration.");
  // Isolated: it plays a new PC, so it starts with an empty keychain.
  const demo = [join(root, "scripts", "demo", "main.ts"), ...wish.demoArgs];
  process.exitCode = await withKeyring(process.execPath, demo, { cwd: root, isolated: true });
} else {
  await runInteractively(wish.service, wish.clientArgs);
}

async function runInteractively(service: keyof typeof PROFILES, clientArgs: string[]): Promise<void> {
  const run = await openOfficeRun(service, clientArgs);
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  explain(run, service);
  if (!run.hasTray) {
    console.log(
      "No tray on this desktop: the status window is shown instead, and again by every further start.",
    );
    await run.showStatus();
  }
  const ended = await Promise.race([
    run.clientEnded.then((code) => code ?? 1),
    interrupted.then(() => 0),
    run.serviceEnded.then(() => "service" as const),
  ]);
  if (ended === "service") console.error("The reference service ended by itself; ending the client.");
  await run.stop();
  process.exitCode = ended === "service" ? 1 : ended;
}

function explain(run: OfficeRun, service: keyof typeof PROFILES): void {
  const accounts = run.ready.accounts
    .filter((account) => account.service === service)
    .map((account) => `    ${account.mail}   ${account.password}   (${account.role})`);
  console.log(`
${PROFILES[service].name} (${service}) on ${electronLine(whichElectron())}

  accounts of the simulated service
${accounts.join("\n")}

  all accounts, mail, SMS, line   ${new URL("/", run.ready.admin)}
  command line, other terminal    STORAGE_DRIVE_DATA_DIR=${relative(process.cwd(), run.dataDir) || "."} npx storage-drive status
  keychain                        ${run.keychain === "session" ? "this desktop's own" : "a stand-in for this run's folder"}
  stop                            Ctrl+C, or 終了 in the tray's menu
`);
}
