import { basename } from "node:path";
import { AppError } from "../../core/errors.ts";
import type { Pressed } from "../guide/guide.ts";
import type { ProxyLogins } from "../network/proxy-logins.ts";
import type { Bundles } from "./bundles.ts";
import type { Handlers } from "./ipc.ts";
import type { ProxyTrial } from "./proxy-trial.ts";
import type { Shell } from "./shell.ts";

/** What the person presses in the recovery guide. */
function guideHandlers(shell: Shell) {
  const { guide } = shell;
  const press = (event: Pressed) => {
    guide.press(event);
    return null;
  };
  return {
    "guide:open": () => {
      shell.showGuide();
      return null;
    },
    "guide:get": () => guide.shown(),
    "guide:answer": (answer) => press({ type: "answered", ...answer }),
    "guide:press": ({ step }) => press({ type: "pressed", step }),
    "guide:done": ({ step }) => press({ type: "done-said", step }),
    "guide:stuck": ({ item }) => press({ type: "stuck-said", item }),
    "guide:restart": () => {
      guide.restart();
      return null;
    },
    "guide:stop-looking": () => {
      guide.stopLooking();
      return null;
    },
  } satisfies Partial<Handlers>;
}

/** What the person sets. */
function settingsHandlers(shell: Shell, proxyTrial: ProxyTrial) {
  return {
    "settings:set": async (change) => {
      await shell.setSettings(change);
      return null;
    },
    "settings:look": async () => {
      await shell.lookAtSettings();
      return null;
    },
    "proxy:try": ({ proxy }) => proxyTrial.attempt(proxy),
    "proxy:stop-trying": () => {
      proxyTrial.stop();
      return null;
    },
  } satisfies Partial<Handlers>;
}

/** What our own windows may ask for, channel by channel. */
export function shellHandlers(
  shell: Shell,
  proxyLogins: Pick<ProxyLogins, "waiting" | "introduce">,
  bundles: Pick<Bundles, "prepare" | "cancel" | "save">,
  proxyTrial: ProxyTrial,
): Handlers {
  const doing = (work: () => void) => () => {
    work();
    return null;
  };
  return {
    "view:get": () => shell.view(),
    "session:login": doing(() => shell.client()?.login("status-window")),
    "session:cancel": doing(() => shell.run("cancel-login")),
    "session:logout": doing(() => shell.run("logout")),
    "session:forget": ({ confirmed }) => {
      shell.ask(confirmed ? null : "forget");
      if (confirmed) shell.client()?.forget();
      return null;
    },
    "session:keep": doing(() => shell.ask(null)),
    "session:switch-account": doing(() => shell.client()?.switchAccount("status-window")),
    "consent:answer": ({ answer, question }) => {
      if (shell.client()?.attempt.answerConsent(answer, question) !== true)
        throw new AppError("LINE_CONSENT_AGAIN");
      return null;
    },
    "link:open": ({ link }) => {
      shell.openLink(link);
      return null;
    },
    "window:show-login": doing(() => shell.run("show-login-window")),
    "login:open-browser": doing(() => shell.run("open-browser")),
    "proxy:introduce": async ({ proxy, ...credentials }) => {
      if (proxyLogins.waiting() !== proxy) throw new AppError("IPC_REJECTED");
      try {
        await proxyLogins.introduce(proxy, credentials);
      } finally {
        shell.guide.proxyLoginSent();
        shell.client()?.login("status-window");
      }
      return null;
    },
    "bundle:open": doing(() => shell.showBundle()),
    "bundle:prepare": () => bundles.prepare(),
    "bundle:cancel": doing(() => bundles.cancel()),
    "bundle:save": async ({ number, withPage }, sender) => {
      const path = await bundles.save(number, withPage, sender);
      return path === null ? null : basename(path);
    },
    "update:look": doing(() => shell.lookForUpdate()),
    "update:install": doing(() => shell.installUpdate()),
    ...guideHandlers(shell),
    "window:close": (_request, sender) => {
      shell.closeOwnWindow(sender);
      return null;
    },
    ...settingsHandlers(shell, proxyTrial),
  };
}
