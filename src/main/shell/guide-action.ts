import type { ScreenId } from "../../core/login/screen.ts";
import type { ClientAction } from "../../core/recovery/known.ts";
import type { Hands } from "./ports.ts";

/**
 * Pages that lead no login on: it is begun again. One that waits for a code may be of a second factor that was reset
 * meanwhile; begun again, the login sends a new code where there still is one.
 */
const DEAD_ENDS: ReadonlySet<ScreenId | null> = new Set([
  "second-factor",
  "password-reset",
  "line-error",
  "unknown",
  "embedded-refused",
]);

/** What the guide does when the person presses: as a press of the same name elsewhere. @returns whether it opened something */
export function guideAction(shell: Hands, action: ClientAction, address: string | null): boolean {
  const client = shell.client();
  switch (action) {
    case "log-in":
      if (DEAD_ENDS.has(shell.view().attempt?.page ?? null)) client?.cancel();
      client?.login("guide");
      if (client === null) shell.showStatus("status");
      return client !== null;
    // With the login window comes the question about the consent, where there is one.
    case "show-login-window":
    case "show-consent":
      if (shell.view().doing === "in-browser") shell.run("open-browser");
      else if (client === null) shell.showStatus("status");
      else client.login("guide");
      return client !== null;
    case "open-browser":
      // Where no login is under way, a new one finds out itself that it belongs into the browser.
      if (shell.view().attempt === null) client?.login("guide");
      else shell.run("open-browser");
      return true;
    case "open-line-login":
      return address !== null && shell.openAddress(address);
    case "open-reset-page":
      // Where no address is known, the login page leads there.
      if (!shell.openLink("reset-password")) client?.login("guide");
      return true;
    case "show-proxy-login":
      // A proxy asks when something is sent through it; its form is in the status window.
      if (shell.view().proxy === null) client?.login("guide");
      shell.showStatus("status");
      return true;
    case "switch-account":
      client?.switchAccount("guide");
      return true;
  }
}
