import { MANAGED, type ShellSettings, type ShellState } from "./shell-view.ts";

/** For tests: nothing is fixed, and a person has logged in before. */
export const SETTINGS: ShellSettings = {
  service: "omakase",
  startupLogin: true,
  language: "ja",
  proxy: "system",
  notifications: "all",
  hiddenMenuItems: [],
  supportContact: null,
  locked: {},
  services: [],
  firstRun: false,
  lastError: null,
  presence: "known",
  problem: null,
};

/** For tests: before anything runs. */
export const STATE: ShellState = {
  settings: SETTINGS,
  running: null,
  version: "0.1.0",
  since: "2026-01-01T00:00:00.000Z",
  question: null,
  events: [],
  waitingProxy: null,
  waitingDialog: null,
  finding: "not-looked",
  autostart: null,
  updates: MANAGED,
  waiting: false,
  productName: "ストレージサービスドライブ",
};
