import type { Hands } from "./ports.ts";
import type { TrayCommand } from "./tray-menu.ts";

/** What an entry of the tray's menu does. */
export function runCommand(shell: Hands, command: TrayCommand, quit: () => void): void {
  const client = shell.client();
  switch (command) {
    case "login":
    case "relogin":
      if (client === null) shell.showStatus("status");
      client?.login("tray");
      return;
    case "cancel-login":
      client?.cancel();
      return;
    case "logout":
      client?.logout();
      return;
    case "switch-account":
      client?.switchAccount("tray");
      return;
    case "forget":
      shell.ask("forget");
      shell.showStatus("status");
      return;
    case "open-web":
      shell.openLink("web");
      return;
    case "show-login-window":
      client?.login("tray");
      return;
    case "open-browser":
      client?.attempt.openBrowser();
      return;
    case "show-status":
    // What is new, and the button, are there.
    case "update":
      shell.showStatus("status");
      return;
    case "guide":
      shell.showGuide();
      return;
    case "settings":
    case "about":
      shell.showStatus(command);
      return;
    case "quit":
      quit();
      return;
  }
}
