import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fetchPackage } from "./pinned-package.mjs";
import { root } from "./run-command.ts";
import { npmCommand } from "./setup.mjs";

/** A package as package-lock.json has it, for whatever OS it is: `name@version` and its hash. */
export function lockedPackage(name: string): { package: string; integrity: string } {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const { version, integrity } = lock.packages[`node_modules/${name}`];
  return { package: `${name}@${version}`, integrity };
}

/** Puts a file or folder of such a package into place, without installing it. */
export async function fetchPart(name: string, part: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(join(dirname(target), ".package-"));
  const content = await fetchPackage(lockedPackage(name), work, npmCommand);
  await rename(join(content, part), target);
  await rm(work, { recursive: true });
}
