import type { Texts } from "./texts.ts";

export const enUpdate: Texts["update"] = {
  title: "Version {{version}} is there",
  changes: "What is new",
  what: "The app restarts with it. You stay logged in and type nothing.",
  windows: "When Windows asks whether the app may make changes, choose “Yes”.",
  install: "Update",
  afterLogin: "It is installed by itself once the login is over.",
  installing: "It is being installed. Please wait.",
  about: "Updates",
  look: "Look now",
  by: {
    administrator: "Your administrator updates the app",
    off: "Your administrator has switched off looking for updates",
    looking: "Looking…",
    notYet: "Not looked yet",
    newest: "This is the newest version (looked on {{at}})",
    fetching: "Version {{version}} is being fetched ({{percent}} %)",
    ready: "Version {{version}} can be installed",
    retrying: "{{problem}}. It is tried again by itself.",
  },
};
