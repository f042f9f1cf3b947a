// What a Mac makes of the app: signed, notarised, an installer. Apple's tools for it run on a Mac only, so a folder is put
// together here that needs nothing else there: build/macos/finish.sh and what it takes.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { root } from "../run-command.ts";
import { NAME } from "./linux.ts";

const sources = join(root, "build/macos");
const source = (name: string) => readFileSync(join(sources, name), "utf8");

/** Where a script finds what it changes: the volume that Apple's installer names, or a folder. */
type Volume = "installer's" | { readonly root: string };

/** A script of the installer's, or what takes the client away, with all that it needs. */
export function macScript(
  name: "preinstall" | "postinstall" | "uninstall",
  volume: Volume = "installer's",
): string {
  const clients = readFileSync(join(root, "build/clients.sh"), "utf8");
  return `#!/bin/sh\n${rootOf(volume)}\n${source("system.sh")}\n${clients}\n${source(`${name}.sh`)}exit 0\n`;
}

/** Makes a service the one that everybody logs in to at first. */
export function serviceScript(service: ServiceId, volume: Volume = "installer's"): string {
  return `#!/bin/sh\n${rootOf(volume)}\nSERVICE=${service}\n${source("service.sh")}exit 0\n`;
}

/** Apple's installer gives the volume third. */
const rootOf = (volume: Volume) => `ROOT="${volume === "installer's" ? "$3" : volume.root}"`;

export type KitParts = {
  /** The app, unsigned, as a zip. */
  readonly zip: string;
  readonly version: string;
  readonly arch: "x64" | "arm64";
  /** As Electron's Info.plist has it. */
  readonly oldestSystem: string;
};

/** The name of what comes of it, without an ending. */
export const macName = (version: string, arch: string) => `${NAME}-${version}-${arch}-mac`;

export function makeKit({ zip, version, arch, oldestSystem }: KitParts, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const place = (path: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    return join(folder, path);
  };
  const script = (path: string, text: string) => {
    writeFileSync(place(path), text);
    chmodSync(place(path), 0o755);
  };
  const name = macName(version, arch);
  cpSync(zip, place(`${name}.zip`));
  script("finish.sh", `#!/bin/sh\nNAME=${name} VERSION=${version}\n${source("finish.sh")}`);
  for (const file of ["entitlements.plist", "components.plist", "resources"])
    cpSync(join(sources, file), place(file), { recursive: true });
  cpSync(join(sources, "autostart.plist"), place(`autostart/${NAME}.plist`));
  for (const step of ["preinstall", "postinstall"] as const) script(`client/${step}`, macScript(step));
  for (const service of SERVICE_IDS) script(`service-${service}/postinstall`, serviceScript(service));
  writeFileSync(place("distribution.xml"), distribution(version, arch, oldestSystem));
}

/** What the installer offers: a choice a service, none of them taken. */
function distribution(version: string, arch: KitParts["arch"], oldestSystem: string): string {
  const each = (line: (service: ServiceId) => string) => SERVICE_IDS.map(line).join("\n");
  const filled = {
    VERSION: version,
    HOST: arch === "arm64" ? "arm64" : "x86_64",
    OLDEST: oldestSystem,
    LINES: each((id) => `    <line choice="service-${id}"/>`),
    CHOICES: each(
      (id) =>
        `  <choice id="service-${id}" title="${PROFILES[id].name}" description="SERVICE_DESCRIPTION" start_selected="false">\n    <pkg-ref id="${NAME}.service-${id}"/>\n  </choice>`,
    ),
    PACKAGES: each(
      (id) => `  <pkg-ref id="${NAME}.service-${id}" version="${version}">service-${id}.pkg</pkg-ref>`,
    ),
  };
  return Object.entries(filled).reduce(
    (text, [name, value]) => text.replaceAll(`@${name}@`, value),
    source("distribution.xml"),
  );
}
