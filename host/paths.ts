/** Electron's `app.getPath` for the names that the product uses, and what the nearest package.json says of the app. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { NotInHost } from "./loud.ts";

export type AppPackage = { readonly folder: string; readonly name: string; readonly version: string };

/** The nearest package.json above the main script that has a name; Electron falls back to its own name, the host too. */
export function appPackage(): AppPackage {
  const start = dirname(resolve(process.argv[1] ?? "."));
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const { name, productName, version } = JSON.parse(readFileSync(file, "utf8"));
      if (name) return { folder, name: productName ?? name, version: version ?? "0.0.0" };
    }
    if (dirname(folder) === folder) return { folder: start, name: "chromium-host", version: "0.0.0" };
  }
}

const chosen = new Map<string, string>();
let appName = appPackage().name;

export const nameOfApp = {
  get: (): string => appName,
  set(name: string): void {
    appName = name;
  },
};

const appData = (): string => {
  if (chosen.has("appData")) return chosen.get("appData") as string;
  if (process.platform === "win32") return process.env.APPDATA ?? join(homedir(), "AppData", "Roaming");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), ".config");
};

/** `<appData>/<app name>` unless the app set it. The folder exists when this returns. */
export function userData(): string {
  const path = chosen.get("userData") ?? join(appData(), appName);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

export function getPath(name: string): string {
  const set = chosen.get(name);
  if (name === "userData") return userData();
  if (name === "appData") return appData();
  if (name === "temp") return set ?? tmpdir();
  if (name === "logs") return set ?? join(userData(), "logs");
  if (name === "exe") return set ?? process.execPath;
  throw new NotInHost(`app.getPath('${name}')`);
}

export function setPath(name: string, path: string): void {
  getPath(name);
  chosen.set(name, resolve(path));
}
