import { resolve } from "node:path";
import { errorCode } from "../core/errors.ts";
import { enErrors } from "../shared/locales/en-errors.ts";
import { jaErrors } from "../shared/locales/ja-errors.ts";
import { compose } from "./compose.ts";
import { dataFolder, makeFolder } from "./config/data-folder.ts";
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
const folder = ownFolder();
// Electron's own files stay apart from ours; the single-instance lock is per folder (one client per user session).
app.setPath("userData", resolve(folder, "electron"));

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

/** Where all of ours lies; without it nothing can be started, locked or logged, and standard error is all there is. */
function ownFolder(): string {
  let place = "";
  try {
    place = dataFolder(process.env);
    makeFolder(resolve(place, "electron")); // app.setPath takes only what is there
    return place;
  } catch (thrown) {
    const code = errorCode(thrown);
    for (const { title, next } of [jaErrors[code], enErrors[code]])
      process.stderr.write(`${title} (${code})${place === "" ? "" : `: ${place}`}\n${next}\n`);
    process.exit(1);
  }
}
