import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "../electron.ts";

/** Gives Electron a folder of its own that goes with this process; to be called before the app is ready. */
export function takePassingFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), "storage-service-drive-"));
  app.setPath("userData", folder);
  // The empty folder may come back: Electron's own end comes later. It is in the system's temporary one.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
