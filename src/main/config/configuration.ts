import type { AppError, ErrorCode } from "../../core/errors.ts";
import type { ConsentApproval } from "../../core/login/consent-approval.ts";
import type { OsAccount } from "../../core/login/login-hint.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { DataFolders } from "./data-folder.ts";
import { type Described, type Effective, effective, keepsFromLogin } from "./effective.ts";
import { holdPolicies } from "./held-policies.ts";
import { holdSettings, type SettingsChange } from "./held-settings.ts";
import { osAccount } from "./os-account.ts";
import {
  CHOICE_NAMES,
  type ChoiceName,
  mapped,
  VALUE_NAMES,
  type ValueName,
  type Values,
} from "./policy-fields.ts";
import { CLIENT_FIELDS } from "./policy-fields-client.ts";
import { type PolicySource, policyFile, systemPolicySources } from "./policy-sources.ts";
import { type Savings, savingsOf } from "./savings.ts";
import type { Settings } from "./settings.ts";
import { workAgain } from "./work-again.ts";

export type { Described, SettingsChange };

export type ConfigurationPlaces = {
  /** Settings go with the person; the policy that held last is this PC's. */
  readonly folders: DataFolders;
  /** The environment's STORAGE_DRIVE_POLICY: stands in for the OS place, and is ignored by a packaged client. */
  readonly policyPath: string | null;
  readonly packaged: boolean;
  /** Default: the OS places. */
  readonly system?: readonly PolicySource[];
  /** BCP 47. */
  readonly systemLanguage: string;
  /** Who is logged on; default: asks the OS. Needed where the policy's `loginHint` wants something of it. */
  readonly account?: () => Promise<OsAccount>;
  /** Told of everything that is wrong, now and when settings can't be written. */
  readonly onFault?: (fault: AppError) => void;
};

/** How the client asks for what IT may fix: by the field's name. The service is that of the profile in use. */
type FieldAccess = {
  readonly [K in Exclude<ValueName, "service" | "loginHint" | "consentApproval">]: () => Values[K];
};

/** What holds now: settings change with `save`, policy and profile where somebody follows them. */
export type Configuration = FieldAccess & {
  /** The profile in use; null while it can't be logged in to, and then `shellSettings().problem` says why. */
  current(): { readonly profile: Profile | null };
  attemptTimeLimitMs(): number;
  startupSpreadMs(): number;
  /** Whose login it is (`login_hint`); null where nobody says, or this PC's account can't be meant. */
  loginHint(): string | null;
  /** The policy's consent to the line operator's notice; whether it holds is asked at the page. */
  consentApproval(): ConsentApproval | null;
  /** Further certificate authorities for the client's own requests, PEM (reliability 30). */
  authorities(): readonly string[];
  shellSettings(): Pick<Values, ChoiceName | "hiddenMenuItems" | "supportContact"> & {
    readonly locked: Effective["locked"];
    readonly services: Effective["services"];
    readonly firstRun: boolean;
    readonly lastError: ErrorCode | null;
    readonly presence: Settings["presence"];
    readonly problem: ErrorCode | null;
  };
  /** Holds at once and is then written; what IT fixed stays. Never rejects. @returns why it couldn't be written, or null */
  save(change: SettingsChange): Promise<ErrorCode | null>;
  /** The id of the profile in use, or of the one that would be. */
  readonly service: string;
  /** The profile in use, or the one that would be: what it lacks or has wrong is in `problems`. */
  readonly profile: Profile;
  /** The gravest first. */
  readonly problems: readonly ErrorCode[];
  /** What is behind the problems: names the wrong field, for administrators and the log's choke point. */
  readonly causes: readonly AppError[];
  /** Every effective value and who decided it, for `policy show`. */
  describe(): readonly Described[];
  /** Where the strongest policy is looked for: a file, or a registry key. */
  readonly policyPlace: string;
  /**
   * Looks at the policies every minute from now on, and keeps the last good ones for a day on which they can't be read.
   * `hurried`: somebody waits for it, and it looks every five seconds.
   * `changed` is told of what holds already: whether it is more than words, so that the service has to be begun anew.
   * @returns ends that
   */
  follow(changed: (renew: boolean) => void, hurried?: () => boolean, everyMs?: number): () => void;
};

const FOLLOW_MS = 60_000;

/** Reads policy, profile and settings. Never rejects: the client starts with what is left (reliability 29). */
export async function loadConfiguration(places: ConfigurationPlaces): Promise<Configuration> {
  const { systemLanguage, folders, account = osAccount, onFault = () => {} } = places;
  const policySources = sourcesOf(places);
  const policies = await holdPolicies(policySources, folders.local, onFault);
  const settings = await holdSettings(folders.roaming, onFault);
  let savings: Savings = { loginHint: null, consentApproval: null, faults: [] };
  let now = await combinedAnew();
  for (const fault of now.faults) onFault(fault);

  function combined(): Effective {
    const { layers, faults } = policies.now();
    const all = [...faults, ...savings.faults, ...settings.faults()];
    return effective({ policies: layers, settings: settings.now(), systemLanguage, faults: all });
  }

  /** Once the policies are others. */
  async function combinedAnew(): Promise<Effective> {
    const { values, profile } = combined();
    savings = await savingsOf(values, profile.origins.operator, account);
    return combined();
  }

  async function save(change: SettingsChange): Promise<ErrorCode | null> {
    const kept = settings.save(change, now.locked);
    now = combined();
    const unkept = await kept;
    now = combined();
    return unkept;
  }

  async function look(told: (renew: boolean) => void): Promise<void> {
    if (!(await policies.lookAgain())) return;
    const before = running(now, savings);
    now = await combinedAnew();
    for (const fault of [...policies.now().faults, ...savings.faults]) onFault(fault);
    await policies.keep();
    told(before !== running(now, savings));
  }

  const held = answers(
    () => now,
    () => savings,
    settings.now,
  );
  // Not spread: what it answers is asked for each time.
  return Object.assign(held, {
    save,
    policyPlace: policySources.at(-1)?.place ?? "",
    follow(told: (renew: boolean) => void, hurried = () => false, everyMs = FOLLOW_MS) {
      void policies.keep();
      return workAgain(() => look(told), hurried, everyMs);
    },
  });
}

type Answers = Omit<Configuration, "save" | "policyPlace" | "follow">;

/** What is asked of it, as it is then. */
function answers(now: () => Effective, savings: () => Savings, settings: () => Settings): Answers {
  return {
    current: () => ({ profile: now().problems.some(keepsFromLogin) ? null : now().profile }),
    ...access(VALUE_NAMES, () => now().values),
    attemptTimeLimitMs: () => now().values.attemptTimeLimitMinutes * 60_000,
    startupSpreadMs: () => now().values.startupSpreadSeconds * 1_000,
    loginHint: () => savings().loginHint,
    consentApproval: () => savings().consentApproval,
    authorities: () => now().authorities,
    shellSettings: () => shellSettings(now(), settings()),
    get service() {
      return now().profile.id;
    },
    get profile() {
      return now().profile;
    },
    get problems() {
      return now().problems;
    },
    get causes() {
      return now().faults;
    },
    describe: () => now().described,
  };
}

/** What a running service was begun with: everything but its words, and what the client shows and writes down. */
function running({ values, profile, authorities, problems }: Effective, { loginHint }: Savings): string {
  const begunWith = VALUE_NAMES.filter((name) => name !== "language" && !Object.hasOwn(CLIENT_FIELDS, name));
  const said = begunWith.map((name) => values[name]);
  return JSON.stringify([said, profile, authorities, loginHint, problems.filter(keepsFromLogin)]);
}

function sourcesOf({ policyPath, packaged, system }: ConfigurationPlaces): readonly PolicySource[] {
  const own = system ?? systemPolicySources();
  if (policyPath === null || packaged) return own;
  const said = policyFile("machine-policy", policyPath, { rootOnly: false, required: true });
  return [...own.filter(({ layer }) => layer !== "machine-policy"), said];
}

function shellSettings(now: Effective, settings: Settings): ReturnType<Configuration["shellSettings"]> {
  return {
    ...mapped<ChoiceName, Pick<Values, ChoiceName>>(CHOICE_NAMES, (name) => now.values[name]),
    service: now.profile.id,
    hiddenMenuItems: now.values.hiddenMenuItems,
    supportContact: now.values.supportContact,
    locked: now.locked,
    services: now.services,
    firstRun: !settings.firstRunDone,
    lastError: settings.lastError,
    presence: settings.presence,
    problem: now.problems.find((code) => code !== "POLICY_PART_IGNORED") ?? null,
  };
}

/** A table's values by their names, as they are when they are asked for. */
function access<T>(names: readonly (keyof T)[], now: () => T): { readonly [K in keyof T]: () => T[K] } {
  const asked = names.map((name) => [name, () => now()[name]]);
  // Each name with its own value, which `Object.fromEntries` can't say in types.
  return Object.fromEntries(asked);
}
