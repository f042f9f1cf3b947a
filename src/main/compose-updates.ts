import { join } from "node:path";
import type { Configuration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import { app } from "./electron.ts";
import type { Log } from "./files/log.ts";
import type { Outbound } from "./network/outbound.ts";
import { machineId } from "./session/machine-id.ts";
import type { ShellDeps } from "./shell/ports.ts";
import { packageSetup } from "./update/package-setup.ts";
import { rolloutPlace } from "./update/rollout-place.ts";
import { onceForVersion } from "./update/told-version.ts";
import { Updates } from "./update/updates.ts";

export type UpdatesParts = {
  readonly configuration: Configuration;
  readonly folders: DataFolders;
  readonly outbound: () => Outbound;
  readonly log: Log;
};

/** What keeps the client new, where its package lets it; electron-updater is loaded there alone. */
export async function composeUpdates(parts: UpdatesParts): Promise<ShellDeps["updates"]> {
  const setup = app.isPackaged ? await packageSetup(process.resourcesPath) : null;
  const architecture = process.arch === "arm64" ? "arm64" : "x64";
  if (setup === null) return () => null;
  const { createUpdaterEngine } = await import("./update/updater-engine.ts");
  const { configuration, folders, outbound, log } = parts;
  const { form } = setup;
  const installed = app.getVersion();
  const pc = (await machineId().catch(() => null)) ?? folders.local;
  const logged = (name: string, fields: Readonly<Record<string, unknown>>) =>
    log.event("update", name, fields);
  return ({ tell, ...shell }) => {
    const toldOnce = onceForVersion(folders.local, tell);
    return new Updates({
      ...shell,
      pc: { installed, form, architecture },
      place: (version, ring) => rolloutPlace(pc, version, ring),
      keys: setup.keys,
      settings: () => ({
        on: configuration.updates() === "on",
        server: configuration.updateServer() ?? setup.server ?? null,
        channel: configuration.updateChannel(),
        ring: configuration.updateRing(),
      }),
      outbound,
      engine: (fetch) =>
        createUpdaterEngine({
          form,
          version: installed,
          setupFile: join(process.resourcesPath, "app-update.yml"),
          folder: join(folders.local, "updates"),
          appImage: process.env.APPIMAGE,
          fetch,
          log: logged,
          restartAs: (program) => {
            // What a link among the arguments asked for is done.
            const args = process.argv.slice(1).filter((one) => one.startsWith("-"));
            app.relaunch({ execPath: program, args });
            app.quit();
          },
        }),
      tell: (version) => void toldOnce(version),
      log: logged,
      later,
      now: Date.now,
      chance: Math.random,
    });
  };
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
