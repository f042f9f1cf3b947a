import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { readAuthorities } from "./authorities.ts";
import { readConfigFile } from "./config-file.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { type Described, type Effective, effective, isBuiltIn, type Sources } from "./effective.ts";
import { MACHINE_POLICY, type Policy, policySchema } from "./policy.ts";
import { profileFile, profileSchema } from "./profile-schema.ts";
import type { ProxyChoice } from "./proxy.ts";
import { createSettingsFile, NO_SETTINGS, type Settings } from "./settings.ts";

export type { Described };

export type ConfigurationPlaces = {
  readonly dataDir: string;
  /** The environment's STORAGE_DRIVE_POLICY: stands in for the OS place, and is ignored by a packaged client. */
  readonly policyPath: string | null;
  readonly packaged: boolean;
  /** Default: the OS place. */
  readonly machinePolicy?: string | null;
  /** BCP 47. */
  readonly systemLanguage: string;
  /** Told of everything that is wrong, now and when settings can't be written. */
  readonly onFault?: (fault: AppError) => void;
};

export type SettingsChange = {
  readonly service?: string;
  readonly startupLogin?: boolean;
  readonly language?: "ja" | "en";
  readonly firstRun?: boolean;
  readonly lastError?: ErrorCode | null;
  readonly presence?: Settings["presence"];
};

/** What holds now. Policy and profile are as they were read at the start; settings change with `save`. */
export type Configuration = {
  /** The profile in use; null while it can't be logged in to, and then `shellSettings().problem` says why. */
  current(): { readonly profile: Profile | null };
  startupLogin(): boolean;
  attemptTimeLimitMs(): number;
  startupSpreadMs(): number;
  /** Where people log in: `auto` leaves the window of ours where a login needs it (reliability 6). */
  loginBrowser(): "auto" | "system";
  /** What "log out" means here (reliability 20). */
  logout(): "rest" | "forget";
  /** What a kept session belongs to (reliability 19). */
  bindSession(): "machine" | "user";
  proxy(): ProxyChoice;
  /** Whose certificates of this PC pages may ask for, by the issuer's common name; none by default. */
  clientCertificateIssuers(): readonly string[];
  /** Further certificate authorities for the client's own requests, PEM (reliability 30). */
  authorities(): readonly string[];
  shellSettings(): {
    readonly service: string;
    readonly startupLogin: boolean;
    readonly language: "ja" | "en";
    readonly locked: Effective["locked"];
    readonly services: Effective["services"];
    readonly firstRun: boolean;
    readonly lastError: ErrorCode | null;
    readonly presence: Settings["presence"];
    readonly problem: ErrorCode | null;
  };
  /** Holds at once and is then written; what IT fixed stays. Never rejects: `onFault` is told. */
  save(change: SettingsChange): Promise<void>;
  /** The id of the profile in use, or of the one that would be. */
  readonly service: string;
  /** The gravest first. */
  readonly problems: readonly ErrorCode[];
  /** What is behind the problems: names the wrong field, for administrators and the log's choke point. */
  readonly causes: readonly AppError[];
  /** Every effective value and who decided it, for `policy show`. */
  describe(): readonly Described[];
};

/** Reads policy, profile and settings. Never rejects: the client starts with what is left (reliability 29). */
export async function loadConfiguration(places: ConfigurationPlaces): Promise<Configuration> {
  const file = createSettingsFile(places.dataDir);
  const onFault = places.onFault ?? (() => {});
  let sources = await readSources(places, file);
  let now = effective(sources);
  for (const fault of now.faults) onFault(fault);
  /** In this run. */
  let chosen: SettingsChange = {};

  async function readAgain(): Promise<void> {
    const found: AppError[] = [];
    const settings = await readSettings(file, found);
    if (found.some(isUnread)) return;
    const faults = [...sources.faults.filter((fault) => !isUnread(fault)), ...found];
    sources = { ...sources, faults, settings: changed(settings, chosen, now.locked) };
    now = effective(sources);
  }

  return {
    current: () => ({
      profile: now.problems.some((code) => code.startsWith("POLICY_")) ? null : now.profile,
    }),
    startupLogin: () => now.startupLogin,
    attemptTimeLimitMs: () => now.attemptTimeLimitMinutes * 60_000,
    startupSpreadMs: () => now.startupSpreadSeconds * 1_000,
    loginBrowser: () => now.loginBrowser,
    logout: () => now.logout,
    bindSession: () => now.bindSession,
    proxy: () => now.proxy,
    clientCertificateIssuers: () => now.clientCertificateIssuers,
    authorities: () => now.authorities,
    shellSettings: () => ({
      service: now.profile.id,
      startupLogin: now.startupLogin,
      language: now.language,
      locked: now.locked,
      services: now.services,
      firstRun: !sources.settings.firstRunDone,
      lastError: sources.settings.lastError,
      presence: sources.settings.presence,
      problem: now.problems[0] ?? null,
    }),
    async save(change) {
      chosen = { ...chosen, ...change };
      sources = { ...sources, settings: changed(sources.settings, change, now.locked) };
      now = effective(sources);
      // What stands in a file that couldn't be read isn't written over.
      if (sources.faults.some(isUnread)) await readAgain();
      if (!sources.faults.some(isUnread)) await file.write(sources.settings).catch(onFault);
    },
    get service() {
      return now.profile.id;
    },
    get problems() {
      return now.problems;
    },
    get causes() {
      return now.faults;
    },
    describe: () => now.described,
  };
}

function changed(settings: Settings, change: SettingsChange, locked: Effective["locked"]): Settings {
  const { firstRun, lastError, presence, service, startupLogin, language } = change;
  return {
    ...settings,
    ...(service !== undefined && isBuiltIn(service) && !locked.includes("service") && { service }),
    ...(startupLogin !== undefined && !locked.includes("startupLogin") && { startupLogin }),
    ...(language !== undefined && !locked.includes("language") && { language }),
    ...(firstRun !== undefined && { firstRunDone: !firstRun }),
    ...(lastError !== undefined && { lastError }),
    ...(presence !== undefined && { presence }),
  };
}

async function readSources(places: ConfigurationPlaces, file: RecordFile<Settings>): Promise<Sources> {
  const faults: AppError[] = [];
  const settings = await readSettings(file, faults);
  const place = policyPlace(places);
  const policy = await readPolicy(place).catch((thrown: AppError) => {
    faults.push(thrown);
    return null;
  });
  const profile = await readProfile(policy, place).catch((thrown: AppError) => {
    faults.push(thrown);
    return null;
  });
  const reading = policy?.caFile === undefined ? Promise.resolve([]) : readAuthorities(policy.caFile, place);
  const authorities = await reading.catch((thrown: AppError) => {
    faults.push(thrown);
    return [];
  });
  return { policy, profile, settings, authorities, systemLanguage: places.systemLanguage, faults };
}

const isUnread = ({ code }: AppError) => code === "SETTINGS_UNREAD";

async function readSettings(file: RecordFile<Settings>, faults: AppError[]): Promise<Settings> {
  try {
    const { value, recovered } = await file.read();
    if (recovered) faults.push(new AppError("SETTINGS_SET_ASIDE"));
    return value ?? NO_SETTINGS;
  } catch (thrown) {
    faults.push(new AppError("SETTINGS_UNREAD", thrown));
    return NO_SETTINGS;
  }
}

/** What the policy names decides as much as the policy itself, so it is held to the same owner. */
type PolicyPlace = { readonly path: string | null; readonly rootOnly: boolean };

function policyPlace({
  policyPath,
  packaged,
  machinePolicy = MACHINE_POLICY,
}: ConfigurationPlaces): PolicyPlace {
  return policyPath !== null && !packaged
    ? { path: policyPath, rootOnly: false }
    : { path: machinePolicy, rootOnly: true };
}

async function readPolicy({ path, rootOnly }: PolicyPlace): Promise<Policy | null> {
  if (path === null) return null;
  const policy = await readConfigFile(path, policySchema, "POLICY_INVALID", { rootOnly });
  // Somebody said that there is one: to go on without it could mean another service than they want.
  if (policy === null && !rootOnly)
    throw new AppError("POLICY_INVALID", new ConfigFileError({ what: "absent" }));
  return policy;
}

/** The file that the policy points at; null when it points at none. */
async function readProfile(policy: Policy | null, { rootOnly }: PolicyPlace): Promise<Profile | null> {
  if (policy?.profile === undefined) return null;
  const file = await readConfigFile(policy.profile, profileFile, "POLICY_PROFILE_INVALID", { rootOnly });
  if (file === null) throw new AppError("POLICY_PROFILE_INVALID", new ConfigFileError({ what: "absent" }));
  return profileSchema.parse(file);
}
