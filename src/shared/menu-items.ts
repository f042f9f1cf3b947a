/** What a policy may take out of the tray's menu and the status window; to log in, the state and the guide always stay. */
export const MENU_ITEMS = [
  "logout",
  "switch-account",
  "forget",
  "open-web",
  "settings",
  "about",
  "quit",
] as const;
export type MenuItem = (typeof MENU_ITEMS)[number];
