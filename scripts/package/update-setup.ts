import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PackageSetup, setupSchema } from "../../src/main/update/package-setup.ts";
import { PROGRAM } from "./electron-folder.ts";

/** What of it whoever makes the packages decides: the keys, where releases lie, who signs installers. */
export type UpdateSetup = Pick<PackageSetup, "keys" | "server" | "publisherName">;

const given = setupSchema.omit({ provider: true, updaterCacheDirName: true });

/** @throws where the file isn't such a setup */
export function readUpdateSetup(file: string): UpdateSetup {
  return given.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Without it a client never looks for a new version. */
export function writeUpdateSetup(resources: string, setup: UpdateSetup): void {
  const whole = { provider: "custom", updaterCacheDirName: PROGRAM, ...setup };
  writeFileSync(join(resources, "app-update.yml"), `${JSON.stringify(setupSchema.parse(whole), null, 2)}\n`);
}
