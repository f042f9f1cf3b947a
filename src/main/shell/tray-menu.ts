import type { Action, View } from "../../shared/view.ts";
import type { Words } from "../../shared/words.ts";
import type { MenuItemConstructorOptions } from "../electron.ts";

/** What the menu can do beside the actions that the state allows. */
export type TrayCommand = Action | "show-status" | "guide" | "update" | "about" | "settings" | "quit";

/** Service and state in words. */
export function tooltip(view: View, words: Words): string {
  return words.t("tray.tooltip", { service: view.service.name, state: stateLine(view, words) });
}

/** The state with its reason, on one line. */
export function stateLine(view: View, words: Words): string {
  const state = words.t(`state.${view.state}`);
  if (view.reason === null) return state;
  return words.t("tray.stateLineWithReason", { state, reason: words.t(`error.${view.reason}.title`) });
}

/** What is fetched still is nothing to ask anybody about. */
function isToInstall({ updates: { offer } }: View): boolean {
  return offer !== null && offer.stage !== "fetching";
}

/** The menu in the order that people look for things; what the state doesn't allow isn't offered. */
export function menuTemplate(
  view: View,
  words: Words,
  run: (command: TrayCommand) => void,
): MenuItemConstructorOptions[] {
  const item = (command: TrayCommand, label: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => run(command),
  });
  const offered = (...actions: Action[]) =>
    actions
      .filter((action) => view.actions.includes(action))
      .map((action) => item(action, words.t(`action.${action}`)));
  const unlessHidden = (command: "settings" | "about" | "quit", label: string) =>
    view.hidden.includes(command) ? [] : [item(command, label)];
  const line = (id: string, label: string): MenuItemConstructorOptions => ({ id, label, enabled: false });
  const { reason } = view;
  const groups = [
    [
      // Why it is so leads to the way out.
      reason === null
        ? line("state", stateLine(view, words))
        : { ...item("guide", stateLine(view, words)), id: "state" },
      ...(reason === null
        ? []
        : [
            line("next", words.t(`error.${reason}.next`)),
            line("code", words.t("tray.code", { code: reason })),
          ]),
      item("show-status", words.t("tray.showStatus")),
      ...(isToInstall(view) ? [item("update", words.t("tray.update"))] : []),
    ],
    offered("login", "relogin", "show-login-window", "open-browser", "cancel-login", "logout"),
    offered("switch-account", "forget"),
    [
      item("guide", words.t("tray.guide")),
      ...offered("open-web"),
      ...unlessHidden("settings", words.t("tray.settings")),
      ...unlessHidden("about", words.t("tray.about")),
    ],
    unlessHidden("quit", words.t("tray.quit")),
  ];
  const separator: MenuItemConstructorOptions = { type: "separator" };
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}
