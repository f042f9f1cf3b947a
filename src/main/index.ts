import { join } from "node:path";
import { errorCode } from "../core/errors.ts";
import { DOCTOR_SWITCH } from "../shared/command.ts";
import { compose } from "./compose.ts";
import { type DataFolders, dataFolders, makeFolder } from "./config/data-folder.ts";
import { app } from "./electron.ts";
import { createLog, type Log } from "./files/log.ts";
import { failReport, reportOnce } from "./report-once.ts";
import { endInOrder, quitWithSession } from "./shell/ending.ts";
import { LINK_SCHEME, wantedBy } from "./shell/guide-link.ts";
import { closeForPackage } from "./shell/package-word.ts";
import type { Shell } from "./shell/shell.ts";
import { failStart } from "./shell/start-failure.ts";
import { registerAppScheme } from "./windows/app-scheme.ts";

/** Started for one report alone. */
const isDoctor = process.argv.includes(DOCTOR_SWITCH);
let shell: Shell | null = null;
let log: Log | null = null;
/** Asked of a client that was still starting. */
let askedEarly: ((shell: Shell) => void) | null = null;

/**
 * Nobody gets to read a stack: Electron shows one where nobody listens. A client that runs goes on without the one
 * handler that threw; what it holds is on the disk and in the keychain, and leaving would only log people out.
 */
function failed(thrown: unknown): void {
  log?.error("client", errorCode(thrown), thrown);
  if (shell !== null) return;
  if (isDoctor) failReport(thrown);
  else void failStart(thrown);
}
process.on("uncaughtException", failed);
process.on("unhandledRejection", failed);
// Node prints warnings, and Electron's of a page that couldn't be loaded has its whole address, `state` and `nonce`
// in it. Where the client is started by the desktop, that ends up in the system's journal.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => log?.event("client", "warned", { name, message }));
// Whoever started the client and read along may be gone.
process.stderr.on("error", () => {});

app.setName("storage-service-drive");
app.setAppUserModelId("storage-service-drive");
app.enableSandbox();
// Over HTTP/3 Chromium sends again whatever was lost, also what changes something (http_network_transaction.cc,
// HandleIOError): a token that arrives twice may end the session.
app.commandLine.appendSwitch("disable-quic");
registerAppScheme();
// Every session would fetch a spelling dictionary from Google, also without a window (tutorial/spellchecker). By the
// time it can be switched off, the fetch is under way; with no language left there is nothing to fetch.
app.on("session-created", (created) => created.setSpellCheckerLanguages([]));
try {
  const folders = dataFolders(process.env);
  if (isDoctor) void reportOnce(folders).catch(failed);
  else begin(folders);
} catch (thrown) {
  failed(thrown);
}

function begin(folders: DataFolders): void {
  // Electron's own files stay apart from ours; the single-instance lock is per folder (one client per user session).
  const electronFolder = join(folders.local, "electron");
  makeFolder(folders.roaming);
  makeFolder(electronFolder); // app.setPath takes only what is there
  app.setPath("userData", electronFolder);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on("second-instance", (_event, args) =>
    whenStarted((started) => follow(started, args, () => started.secondInstance())),
  );
  // macOS hands links over like this, also that of the first start.
  app.on("open-url", (event, url) => {
    event.preventDefault();
    whenStarted((started) => follow(started, [url], () => {}));
  });
  app.on("activate", () => whenStarted((started) => started.showStatus("status")));
  // Tray-resident: no window is the ordinary state.
  app.on("window-all-closed", () => {});
  const isPackage = app.isPackaged && process.platform !== "win32";
  endInOrder(async () => (shell !== null && isPackage ? closeForPackage(shell) : shell?.close()));
  void app
    .whenReady()
    .then(() => start(folders))
    .catch(failed);
}

async function start(folders: DataFolders): Promise<void> {
  quitWithSession();
  // An installed client's links lead to it; a clone's would lead to a place that is gone tomorrow. On Linux its
  // package says so (`x-scheme-handler` in its .desktop file), and whom a person chose instead isn't overruled.
  if (app.isPackaged && process.platform !== "linux") app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.dock?.hide(); // macOS: the menu bar is where it is
  log = createLog({ dir: join(folders.local, "logs"), now: Date.now });
  const composed = await compose({ folders, packaged: app.isPackaged, log });
  composed.start();
  shell = composed;
  follow(composed, process.argv, () => {});
  askedEarly?.(composed);
}

/** Opens what a link among the arguments leads to. @param otherwise what a start without one does */
function follow(started: Shell, args: readonly string[], otherwise: () => void): void {
  const wanted = wantedBy(args);
  if (wanted === null) otherwise();
  else if (wanted.open === "guide") started.showGuide(wanted.step);
  else log?.event("client", "link-refused", { why: wanted.why });
}

function whenStarted(work: (shell: Shell) => void): void {
  if (shell === null) askedEarly = work;
  else work(shell);
}
