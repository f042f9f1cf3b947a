// `npm run dev`: rebuilds what changes and restarts the client. Arguments as for `npm start`, without the demonstration.
import { build as bundle, type InlineConfig, type Rolldown } from "vite";
import { build, bundles } from "./build.ts";
import { type OfficeRun, openOfficeRun } from "./office.ts";
import { readStartArguments, startUsage } from "./start-arguments.ts";

const wish = readStartArguments(process.argv.slice(2), { display: true });
if (wish.kind !== "interactive") {
  console.error(startUsage);
  process.exit(2);
}
await build();

/** Set once the first build is done; only what changes after that is a reason to restart. */
let run: OfficeRun | null = null;
/** Several bundles change at once when shared code does: one restart, and never two at the same time. */
let restarting = Promise.resolve();
let wanted = false;
const restart = () => {
  if (run === null || wanted) return;
  wanted = true;
  restarting = restarting.then(async () => {
    wanted = false;
    await run?.restartClient();
    console.log(`dev: restarted at ${new Date().toLocaleTimeString()}`);
  });
};

const watchers = await Promise.all((await bundles()).map(watch));
run = await openOfficeRun(wish.service, wish.clientArgs);
console.log("dev: watching; Ctrl+C ends.");

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
});
// A client that fell over stays down until the next change.
await Promise.race([interrupted, run.serviceEnded]);
await Promise.all(watchers.map((watcher) => watcher.close()));
await restarting;
await run.stop();
process.exit(0);

/** Builds once and then on every change; resolves after the first build. */
async function watch(config: InlineConfig): Promise<Rolldown.RolldownWatcher> {
  const built = Promise.withResolvers<void>();
  // Not emptied: the running client loads its pages from there.
  const options = { ...config.build, watch: {}, emptyOutDir: false };
  const watcher = await bundle({ ...config, logLevel: "warn", build: options });
  if (!("on" in watcher)) throw new Error("Vite didn't watch.");
  watcher.on("event", (event) => {
    if (event.code === "ERROR") console.error(`dev: ${event.error.message}`);
    if (event.code === "END") restart();
    if (event.code === "END" || event.code === "ERROR") built.resolve();
  });
  await built.promise;
  return watcher;
}
