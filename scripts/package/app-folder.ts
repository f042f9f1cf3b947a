import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oldApp } from "../electron/client-command.mjs";
import { root } from "../run-command.ts";

/** What of a native package is needed at run time. */
const NATIVE = {
  "linux-x64": { keytar: ["package.json", "lib", "prebuilds/linux-x64"] },
  "win32-x64": {
    keytar: ["package.json", "lib", "prebuilds/win32-x64"],
    "native-reg": ["package.json", "lib", "prebuilds/win32-x64"],
    "node-gyp-build": ["package.json", "index.js", "node-gyp-build.js"],
  },
  "darwin-x64": { keytar: ["package.json", "lib", "prebuilds/darwin-x64"] },
  "darwin-arm64": { keytar: ["package.json", "lib", "prebuilds/darwin-arm64"] },
} as const;
const fromRoot = (path: string) => join(root, path);

/**
 * The client and nothing else: bundles, icons, native modules.
 * @param old for an Electron that takes no ES modules
 * @param version stands in the place of package.json's
 */
export function makeAppFolder(
  folder: string,
  old: boolean,
  version: string,
  platform: keyof typeof NATIVE = "linux-x64",
): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const from = old ? oldApp : fromRoot("out");
  for (const part of ["main", "preload", "renderer", "assets", ...(old ? ["node-18.cjs"] : [])])
    cpSync(join(from, part), join(folder, part), {
      recursive: true,
      filter: (file) => !file.endsWith(".map"),
    });
  for (const [name, parts] of Object.entries(NATIVE[platform]))
    for (const part of parts)
      cpSync(fromRoot(`node_modules/${name}/${part}`), join(folder, "node_modules", name, part), {
        recursive: true,
      });
  const { name, productName, desktopName } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));
  const described = {
    ...{ name, productName, desktopName, version },
    type: old ? "commonjs" : "module",
    main: "main/index.js",
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(described, null, 2)}\n`);
}
