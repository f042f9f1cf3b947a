import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** libfaketime (Debian's package of that name), which gives a process a clock of its own; null where it isn't. */
export const fakeTimeLibrary = find();

function find(): string | null {
  if (process.platform !== "linux") return null;
  const folders = readdirSync("/usr/lib").map((name) => join("/usr/lib", name, "faketime"));
  const library = folders.map((folder) => join(folder, "libfaketime.so.1")).find((path) => existsSync(path));
  return library ?? null;
}
