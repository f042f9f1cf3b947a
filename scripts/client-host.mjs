// Which of the two hosts starts the client (docs: ARCHITECTURE, "Two hosts"). No product code asks this question.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { node24Path } from "./node24.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Path of Electron's binary, or null where only its npm package is there.
 * @returns {string | null}
 */
export function electronBinary() {
  const folder = join(root, "node_modules", "electron");
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8").trim();
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/**
 * How to start the built client: `command` with `args`, in the repository's folder.
 * `STORAGE_DRIVE_HOST=electron|chromium` overrides the choice.
 * @param {string[]} [extraArgs] passed through, e.g. `--remote-debugging-port=9222`
 * @returns {{ host: "electron" | "chromium", command: string, args: string[], cwd: string }}
 * @throws {Error} when Electron is asked for and not there, or the variable holds anything else
 */
export function chooseHost(extraArgs = []) {
  const wish = process.env.STORAGE_DRIVE_HOST || undefined;
  if (wish !== undefined && wish !== "electron" && wish !== "chromium") {
    throw new Error(
      "STORAGE_DRIVE_HOST is neither `electron` nor `chromium`. Next step: correct or unset it.",
    );
  }
  const electron = wish === "chromium" ? null : electronBinary();
  if (wish === "electron" && electron === null) {
    throw new Error(
      "STORAGE_DRIVE_HOST asks for Electron, whose binary isn't there. " +
        "Next step: run `npx install-electron`, or unset the variable to use the Chromium host.",
    );
  }
  if (electron !== null) return { host: "electron", cwd: root, ...electronCommand(electron, extraArgs) };
  return {
    host: "chromium",
    command: node24Path(),
    args: ["--import", "./host/register.ts", join("out", "main", "index.js"), ...extraArgs],
    cwd: root,
  };
}

function electronCommand(binary, extraArgs) {
  // Chromium refuses to start sandboxed as root.
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  return { command: binary, args: [...(asRoot ? ["--no-sandbox"] : []), ".", ...extraArgs] };
}

/** Whether a person can see windows here. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
