import { app, BaseWindow, powerMonitor } from "../electron.ts";

/**
 * Whatever ends the client ends it in order, as 終了 in the tray's menu does (reliability 38): what is under way is
 * waited for, then it goes.
 * @param close rejects for nobody: what can't be ended in order ends with the process
 */
export function endInOrder(close: () => Promise<void>): void {
  let leaving: "no" | "under way" | "done" = "no";
  app.on("before-quit", (event) => {
    if (leaving === "done") return;
    event.preventDefault();
    if (leaving === "under way") return;
    leaving = "under way";
    void close()
      .catch(() => {})
      .finally(() => {
        leaving = "done";
        app.quit();
      });
  });
}

/** To be called once the app is ready: before, Electron's own handlers hold, and it puts them over ours. */
export function quitWithSession(): void {
  // For good, not once as Chromium's own handlers (shutdown_signal_handlers_posix.cc): a terminal's Ctrl+C comes from it
  // and again from whoever started the client, and would kill it in the middle of its ending.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => app.quit());
  // Linux, macOS: the PC waits for those who ask for it and quit (Electron, powerMonitor "shutdown"; its types lack the
  // event that its documentation names).
  powerMonitor.on("shutdown", ((event: { preventDefault(): void }) => {
    event.preventDefault();
    app.quit();
  }) as () => void);
  if (process.platform === "win32") listenForSessionEnd();
}

/**
 * Windows tells its windows alone that the session ends (Electron, "session-end"; app "before-quit", its note on
 * Windows), as does an installer that replaces the client (Restart Manager). A client without a window has this one,
 * which nobody sees and which has no page.
 */
function listenForSessionEnd(): void {
  new BaseWindow({ show: false, skipTaskbar: true }).on("session-end", () => app.quit());
}
