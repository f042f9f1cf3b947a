import type { ErrorCode } from "../errors.ts";

type CheckEntry = {
  /** As it is told on the phone; what is nearer to the PC and to its settings comes first. */
  readonly number: number;
  /** Checks whose failure explains this one's (all of them have smaller numbers). */
  readonly follows: readonly string[];
  /** What it may find. */
  readonly causes: readonly ErrorCode[];
};

const WAY = ["policy", "network", "proxy", "dns"] as const;
const SERVICE = [...WAY, "portal", "clock", "tls"] as const;

/**
 * The doctor's checks, each once. By its name the compiler asks for its words (`shared/locales/doctor-words.ts`) and for
 * what carries it out (`main/doctor/all-checks.ts`); the helpdesk's table is made of it (`scripts/helpdesk-doc.ts`).
 */
export const CHECKS = {
  policy: {
    number: 1,
    follows: [],
    causes: [
      "POLICY_INVALID",
      "POLICY_PROFILE_INVALID",
      "POLICY_PROFILE_INCOMPLETE",
      "SETTINGS_SET_ASIDE",
      "POLICY_PART_IGNORED",
      "SETTINGS_UNREAD",
    ],
  },
  disk: { number: 2, follows: [], causes: ["STORE_FULL", "APP_DATA_FOLDER", "APP_DISK_LOW"] },
  network: { number: 3, follows: [], causes: ["NET_OFFLINE"] },
  proxy: {
    number: 4,
    follows: ["policy", "network"],
    causes: ["NET_PAC", "NET_PROXY", "NET_PROXY_AUTH", "NET_PROXY_TICKET"],
  },
  dns: { number: 5, follows: ["policy", "network", "proxy"], causes: ["NET_DNS"] },
  portal: { number: 6, follows: WAY, causes: ["NET_CAPTIVE_PORTAL"] },
  clock: { number: 7, follows: [...WAY, "portal"], causes: ["SESSION_CLOCK_WRONG"] },
  tls: { number: 8, follows: [...WAY, "portal", "clock"], causes: ["NET_TLS_INSPECTION", "NET_TLS"] },
  service: { number: 9, follows: SERVICE, causes: ["NET_SERVER", "NET_TIMEOUT", "NET_UNEXPECTED_ANSWER"] },
  "line-name": { number: 10, follows: WAY, causes: ["LINE_UNREACHABLE"] },
  ipv6: { number: 11, follows: ["network"], causes: ["LINE_IP_SIX_OFF"] },
  line: {
    number: 12,
    follows: [...SERVICE, "service", "line-name"],
    causes: ["LINE_UNREACHABLE", "NET_SERVER", "NET_TLS_INSPECTION", "NET_TLS"],
  },
  operator: {
    number: 13,
    // A line that isn't the contracted one is asked for no consent.
    follows: [...SERVICE, "service", "line-name", "line"],
    causes: ["NET_DNS", "NET_SERVER", "NET_TIMEOUT", "NET_TLS_INSPECTION", "NET_TLS"],
  },
  discovery: {
    number: 14,
    follows: [...SERVICE, "service"],
    causes: ["AUTH_ISSUER_UNUSABLE", "AUTH_PROVIDER_ERROR", "NET_SERVER", "NET_TIMEOUT", "NET_RATE_LIMITED"],
  },
  keys: {
    number: 15,
    follows: [...SERVICE, "service", "discovery"],
    causes: ["NET_UNEXPECTED_ANSWER", "NET_SERVER", "NET_TIMEOUT", "NET_RATE_LIMITED"],
  },
  keychain: {
    number: 16,
    follows: ["disk"],
    causes: [
      "STORE_LOCKED",
      "STORE_MISSING",
      "STORE_DENIED",
      "STORE_CORRUPT",
      "STORE_FULL",
      "STORE_DIALOG_WAITING",
      "STORE_TIMEOUT",
    ],
  },
  record: {
    number: 17,
    follows: ["policy", "disk"],
    causes: ["SESSION_RECORD_DAMAGED", "SESSION_RECORD_NEWER", "STORE_RECORD_UNREAD"],
  },
  browser: { number: 18, follows: [], causes: ["APP_NO_BROWSER"] },
  autostart: { number: 19, follows: [], causes: ["APP_NO_AUTOSTART"] },
  tray: { number: 20, follows: [], causes: ["APP_NO_TRAY"] },
  versions: { number: 21, follows: [], causes: [] },
} as const satisfies Readonly<Record<string, CheckEntry>>;

export type CheckId = keyof typeof CHECKS;

/** In the order of their numbers. The table has no other keys than its type says. */
export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];

export function checkEntry(
  id: CheckId,
): Omit<CheckEntry, "follows"> & { readonly follows: readonly CheckId[] } {
  return CHECKS[id];
}
