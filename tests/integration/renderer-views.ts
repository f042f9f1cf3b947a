import { MANAGED } from "../../src/main/shell/shell-view.ts";
import type { View } from "../../src/shared/view.ts";

const MINUTE = 60_000;

const ACCOUNT = { sub: "u-1", mail: "hanako.yamada@example.co.jp" };

const BASE: View = {
  version: "0.1.0",
  service: { id: "omakase", name: "おまかせクラウドストレージ" },
  os: "windows",
  simulation: true,
  doubt: null,
  consentApproved: null,
  state: "signed-out",
  doing: "signed-out",
  reason: null,
  said: null,
  nextAction: "log-in",
  account: null,
  since: "2026-04-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  proxy: null,
  dialog: null,
  lastError: null,
  events: [],
  tokenStore: "ok",
  finding: "not-looked",
  attempt: null,
  consent: null,
  disclaimer: false,
  actions: ["login", "switch-account", "forget", "open-web"],
  language: "ja",
  settings: {
    startupLogin: true,
    service: "omakase",
    proxy: "system",
    notifications: "all",
    autostart: true,
    waiting: false,
  },
  updates: MANAGED,
  hidden: [],
  supportContact: null,
  locked: {},
  services: [
    { id: "omakase", name: "おまかせクラウドストレージ" },
    { id: "cowork", name: "コワークストレージ" },
    { id: "ot", name: "OTクラウド・ストレージ" },
    { id: "codec", name: "コーデックストレージ" },
  ],
  question: null,
  firstRun: false,
};

const attempt = () => ({
  page: "login" as const,
  deadline: new Date(Date.now() + 12 * MINUTE - 5_000).toISOString(),
  address: null as string | null,
});

function view(change: Partial<View>): View {
  return { ...BASE, ...change };
}

const online = view({
  state: "online",
  doing: "online",
  nextAction: "none",
  account: ACCOUNT,
  actions: ["relogin", "logout", "switch-account", "forget", "open-web"],
});

const consent = view({
  state: "attention",
  doing: "consent-asked",
  nextAction: "answer-in-window",
  attempt: attempt(),
  consent: {
    recipient: "NTT東日本株式会社",
    serviceName: "コワークストレージ",
    canRemember: true,
    origin: "http://operator.omakase.localhost:8787",
    changed: false,
    question: 1,
  },
  disclaimer: true,
  actions: ["show-login-window", "cancel-login", "open-web"],
});

function trouble(change: Partial<View>): View {
  return view({
    state: "attention",
    doing: "your-turn",
    attempt: attempt(),
    actions: ["show-login-window", "cancel-login", "open-web"],
    ...change,
  });
}

/** Every kind of view that the pages have to show well: name → where and what. */
function updating(change: Partial<View["updates"]>): View {
  return { ...online, updates: { ...MANAGED, by: "itself", on: true, ...change } };
}

const offer = (stage: "fetching" | "ready" | "after-login"): View["updates"]["offer"] => ({
  version: "1.1.0",
  stage,
  percent: 40,
  notes: {
    ja: [
      "プロキシの設定を変えたとき、すぐに接続し直すようになりました。",
      "ログイン画面が速く表示されます。",
    ],
    en: ["A changed proxy is used at once.", "The login window appears faster."],
  },
});

export const SCENES: Readonly<Record<string, { readonly hash: string; readonly view: View }>> = {
  "signed-out": { hash: "", view: view({}) },
  events: {
    hash: "",
    view: view({
      events: [
        { at: new Date(Date.now() - 5 * MINUTE).toISOString(), what: "session-ended", code: "SESSION_ENDED" },
        { at: "2025-12-31T00:00:00.000Z", what: "store-closed", code: "STORE_DIALOG_WAITING" },
        { at: "2025-12-30T00:00:00.000Z", what: "logged-in-alone", code: null },
      ],
    }),
  },
  "first-run": { hash: "", view: view({ firstRun: true, actions: ["login", "open-web"] }) },
  "consent-approved": {
    hash: "",
    view: view({
      state: "online",
      doing: "online",
      nextAction: "none",
      account: ACCOUNT,
      consentApproved: {
        by: "情報システム部 鈴木",
        at: "2026-03-31T15:00:00.000Z",
        contract: "CAF1234567890",
        recipient: "NTT東日本株式会社",
        serviceName: "コワークストレージ",
      },
      actions: ["relogin", "logout", "open-web"],
    }),
  },
  resting: { hash: "", view: view({ doing: "resting", account: ACCOUNT }) },
  connecting: {
    hash: "",
    view: view({
      state: "working",
      doing: "connecting",
      nextAction: "wait",
      attempt: attempt(),
      actions: ["show-login-window", "cancel-login", "open-web"],
    }),
  },
  "your-turn": { hash: "", view: trouble({ nextAction: "answer-in-window" }) },
  "wrong-password": {
    hash: "",
    view: trouble({ reason: "AUTH_WRONG_PASSWORD", nextAction: "retype-password" }),
  },
  locked: {
    hash: "",
    view: trouble({ reason: "AUTH_LOCKED", nextAction: "open-unlock-mail", lastError: "AUTH_LOCKED" }),
  },
  "wrong-line": {
    hash: "",
    view: trouble({ reason: "LINE_NOT_VERIFIED", nextAction: "check-line", lastError: "NET_SERVER" }),
  },
  "in-browser": {
    hash: "",
    view: trouble({
      doing: "in-browser",
      reason: "AUTH_CONTINUE_IN_BROWSER",
      nextAction: "continue-in-browser",
      attempt: {
        ...attempt(),
        page: null,
        address: "http://line.omakase.localhost:8787/VX4?client_id=drive&response_type=code",
      },
      actions: ["open-browser", "cancel-login", "open-web"],
    }),
  },
  "consent-asked": { hash: "", view: consent },
  online: { hash: "", view: online },
  "online-last-error": {
    hash: "",
    view: { ...online, lastError: "NET_TIMEOUT", simulation: false, account: { sub: "u-1", mail: null } },
  },
  offline: {
    hash: "",
    view: {
      ...online,
      state: "offline",
      doing: "offline",
      reason: "NET_OFFLINE",
      nextAction: "check-network",
      lastError: "NET_OFFLINE",
    },
  },
  "proxy-asks": {
    hash: "",
    view: {
      ...online,
      state: "offline",
      doing: "offline",
      reason: "NET_PROXY_AUTH",
      nextAction: "introduce-to-proxy",
      lastError: "NET_PROXY_AUTH",
      proxy: "proxy.office.example:8080",
    },
  },
  "session-only": {
    hash: "",
    view: {
      ...online,
      reason: "STORE_MISSING",
      nextAction: "install-keychain",
      tokenStore: "session-only",
      lastError: "STORE_MISSING",
    },
  },
  "store-asks": {
    hash: "",
    view: view({
      state: "attention",
      doing: "store-closed",
      reason: "STORE_DIALOG_WAITING",
      nextAction: "answer-dialog",
      dialog: "KeePassXC",
      tokenStore: "locked",
      account: ACCOUNT,
      actions: ["login", "logout", "open-web"],
    }),
  },
  "store-locked": {
    hash: "",
    view: view({
      state: "attention",
      doing: "store-closed",
      reason: "STORE_LOCKED",
      nextAction: "unlock-keychain",
      tokenStore: "locked",
      account: ACCOUNT,
      actions: ["login", "logout", "open-web"],
    }),
  },
  unusable: {
    hash: "",
    view: view({
      state: "attention",
      reason: "POLICY_PROFILE_INCOMPLETE",
      nextAction: "ask-administrator",
      actions: [],
      simulation: false,
    }),
  },
  forget: { hash: "", view: { ...online, question: "forget" } },
  consent: { hash: "#/consent", view: consent },
  "consent-bare": {
    hash: "#/consent",
    view: {
      ...consent,
      disclaimer: false,
      simulation: false,
      consent: {
        recipient: "NTT東日本株式会社",
        serviceName: "コワークストレージ",
        canRemember: false,
        origin: "https://operator.example.jp",
        question: 1,
        changed: true,
      },
    },
  },
  "consent-over": { hash: "#/consent", view: online },
  settings: { hash: "#/settings", view: online },
  "settings-locked": {
    hash: "#/settings",
    view: {
      ...online,
      locked: {
        service: "policy-unread",
        startupLogin: "user-policy",
        language: "machine-policy",
        proxy: "machine-policy",
        notifications: "machine-policy",
        autostart: "installed",
      },
      settings: {
        ...online.settings,
        proxy: { server: "http://proxy.office.example:8080", bypass: ["*.office.example", "<local>"] },
      },
    },
  },
  about: { hash: "#/about", view: online },
  "about-newest": { hash: "#/about", view: updating({ lookedAt: "2026-11-27T01:05:00.000Z" }) },
  "about-update-refused": { hash: "#/about", view: updating({ problem: "UPDATE_REFUSED" }) },
  "about-update-comes": { hash: "#/about", view: updating({ offer: offer("fetching") }) },
  "update-ready": { hash: "", view: updating({ offer: offer("ready") }) },
  "update-not-installed": {
    hash: "",
    view: updating({ problem: "UPDATE_NOT_INSTALLED", offer: offer("ready") }),
  },
  "update-after-login": { hash: "", view: updating({ offer: offer("after-login") }) },
  checks: { hash: "#/checks", view: online },
};
