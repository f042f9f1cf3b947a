import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { errorCode } from "../core/errors.ts";
import { dataDir } from "../shared/data-dir.ts";
import { compose } from "./compose.ts";
import { app } from "./electron.ts";
import type { Shell } from "./shell.ts";
import { registerAppScheme } from "./windows/app-scheme.ts";

app.setName("storage-service-drive");
app.setAppUserModelId("storage-service-drive");
app.enableSandbox();
registerAppScheme();
// Every session would fetch a spelling dictionary from Google, also without a window (tutorial/spellchecker). By the
// time it can be switched off, the fetch is under way; with no language left there is nothing to fetch.
app.on("session-created", (created) => created.setSpellCheckerLanguages([]));
const folder = resolve(dataDir(process.env, process.platform, homedir()));
// Electron's own files stay apart from ours; the single-instance lock is per folder (one client per user session).
const electronFolder = resolve(folder, "electron");
mkdirSync(electronFolder, { recursive: true, mode: 0o700 }); // app.setPath takes only what is there
app.setPath("userData", electronFolder);

let shell: Shell | null = null;
let leaving: "no" | "under way" | "done" = "no";

if (app.requestSingleInstanceLock()) {
  app.on("second-instance", () => shell?.secondInstance());
  // Tray-resident: no window is the ordinary state.
  app.on("window-all-closed", () => {});
  app.on("activate", () => shell?.showStatus("status"));
  app.on("before-quit", (event) => {
    if (leaving === "done") return;
    event.preventDefault();
    if (leaving === "under way") return;
    leaving = "under way";
    void Promise.resolve(shell?.close())
      .catch(() => {}) // what couldn't be ended in order ends with the process
      .finally(() => {
        leaving = "done";
        app.quit();
      });
  });
  void app
    .whenReady()
    .then(async () => {
      const composed = await compose({ dataDir: folder, packaged: app.isPackaged });
      shell = composed;
      composed.start();
    })
    .catch((thrown: unknown) => {
      // Without a tray nobody would see it, and it would keep every later start from working.
      process.stderr.write(`the client couldn't start (${errorCode(thrown)})\n`);
      process.exitCode = 1;
      app.quit();
    });
} else {
  app.quit();
}
