import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run-command.ts";

/** Packages whose code is in the client or its command line: bundled ones, and what they bring along. */
const OWN = [
  ...["electron-log", "electron-updater", "fflate", "i18next", "jose", "jsonc-parser", "keytar"],
  ...["native-reg", "openid-client", "react", "react-dom", "uqr", "write-file-atomic", "zod", "zustand"],
];

/** Every package that is inside, with its licence's text; Electron's and Chromium's lie beside it. */
export function licences(): string {
  const all = licensed();
  return [...all.keys()]
    .sort()
    .map((name) => all.get(name))
    .join(`\n${"-".repeat(78)}\n\n`);
}

/** The packages by their names, each with its licence. */
export function licensed(): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    const folder = join(root, "node_modules", name);
    if (!existsSync(join(folder, "package.json"))) return; // another platform's
    const {
      version,
      license,
      dependencies = {},
    } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.|$)/iu.test(one));
    const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
    seen.set(name, `${name} ${version}\n${license}\n\n${text}\n`);
    for (const next of Object.keys(dependencies)) visit(next);
  };
  for (const name of OWN) visit(name);
  return seen;
}
