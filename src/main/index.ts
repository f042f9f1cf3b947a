import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { errorCode } from "../core/errors.ts";
import { BACKGROUND_SWITCH, DOCTOR_SWITCH } from "../shared/command.ts";
import { starting } from "../shared/locales/starting.ts";
import type { CommandLine } from "./compose-command-line.ts";
import { type DataFolders, dataFolders, makeFolder } from "./config/data-folder.ts";
import { app } from "./electron.ts";
import type { Log } from "./files/log.ts";
import { endInOrder, quitWithSession } from "./shell/ending.ts";
import { closeForPackage } from "./shell/package-word.ts";
import { takePassingFolder } from "./shell/passing-folder.ts";
import type { Shell } from "./shell/shell.ts";
import { failReport, failStart } from "./shell/start-failure.ts";
import { systemLanguage } from "./shell/system-language.ts";
import { TrayIcon } from "./shell/tray.ts";
import { registerAppScheme } from "./windows/app-scheme.ts";

// What is imported above is loaded before anybody sees the icon, so it is little: the client itself comes by `import()`
// once the icon stands, and so does what is needed at few starts.

/** A Linux desktop asks for the icon and then for its menu, in turns; to load meanwhile would keep it waiting. */
const ICON_MS = 20;
/** Started for one report alone. */
const isDoctor = process.argv.includes(DOCTOR_SWITCH);
let shell: Shell | null = null;
let log: Log | null = null;
let tray: TrayIcon | null = null;
let commandLine: CommandLine | null = null;
/** Asked of a client that was still starting. */
let askedEarly: ((shell: Shell) => void) | null = null;

/**
 * Nobody gets to read a stack: Electron shows one where nobody listens. A client that runs goes on without the one
 * handler that threw; what it holds is on the disk and in the keychain, and leaving would only log people out.
 */
function failed(thrown: unknown): void {
  log?.error("client", errorCode(thrown), thrown);
  if (shell !== null) return;
  tray?.destroy();
  commandLine?.fail(thrown);
  // The next start serves there.
  void commandLine?.close();
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
  if (isDoctor) void report(folders).catch(failed);
  else begin(folders);
} catch (thrown) {
  failed(thrown);
}

/** Neither takes the single-instance lock nor touches what a running client has open. */
async function report(folders: DataFolders): Promise<void> {
  takePassingFolder();
  await app.whenReady();
  const { reportOnce } = await import("./report-once.ts");
  await reportOnce(folders);
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
  app.on("second-instance", (_event, args) => {
    if (args.includes(BACKGROUND_SWITCH)) return;
    whenStarted((started) => void follow(started, args, () => started.secondInstance()));
  });
  // macOS hands links over like this, also that of the first start.
  app.on("open-url", (event, url) => {
    event.preventDefault();
    whenStarted((started) => void follow(started, [url], () => {}));
  });
  app.on("activate", () => whenStarted((started) => started.showStatus("status")));
  // Tray-resident: no window is the ordinary state.
  app.on("window-all-closed", () => {});
  const isPackage = app.isPackaged && process.platform !== "win32";
  endInOrder(async () => {
    if (shell === null) await commandLine?.close();
    else if (isPackage) await closeForPackage(shell);
    else await shell.close();
  });
  void app
    .whenReady()
    .then(() => start(folders))
    .catch(failed);
}

async function start(folders: DataFolders): Promise<void> {
  quitWithSession();
  app.dock?.hide(); // macOS: the menu bar is where it is
  tray = new TrayIcon({
    icons: fileURLToPath(new URL("../assets/tray", import.meta.url)),
    platform: process.platform,
    desktop: process.env.XDG_CURRENT_DESKTOP,
    run: (command) => whenStarted((started) => started.run(command)),
  });
  tray.drawStarting(starting[systemLanguage()]);
  if (process.platform === "linux") await setTimeout(ICON_MS);
  const { createLog } = await import("./files/log.ts");
  log = createLog({ dir: join(folders.local, "logs"), now: Date.now });
  const { serveCommandLine } = await import("./compose-command-line.ts");
  const serving = serveCommandLine(folders, log);
  commandLine = serving;
  const { compose } = await import("./compose.ts");
  const { LINK_SCHEME } = await import("./shell/guide-link.ts");
  // An installed client's links lead to it; a clone's would lead to a place that is gone tomorrow. On Linux its
  // package says so (`x-scheme-handler` in its .desktop file), and whom a person chose instead isn't overruled.
  if (app.isPackaged && process.platform !== "linux") app.setAsDefaultProtocolClient(LINK_SCHEME);
  const composed = await compose({ folders, packaged: app.isPackaged, log, tray });
  // Last: with its file gone the command line takes the client for gone.
  composed.shell.onClose(serving.close);
  composed.shell.start();
  shell = composed.shell;
  serving.answer(composed.commands);
  await follow(shell, process.argv, () => {});
  askedEarly?.(shell);
}

/** Opens what a link among the arguments leads to. @param otherwise what a start without one does */
async function follow(started: Shell, args: readonly string[], otherwise: () => void): Promise<void> {
  const { wantedBy } = await import("./shell/guide-link.ts");
  const wanted = wantedBy(args);
  if (wanted === null) otherwise();
  else if (wanted.open === "guide") started.showGuide(wanted.step);
  else log?.event("client", "link-refused", { why: wanted.why });
}

function whenStarted(work: (shell: Shell) => void): void {
  if (shell === null) askedEarly = work;
  else work(shell);
}
