import { AppError, type ErrorCode } from "../../core/errors.ts";
import { type ConsentApproval, untimely } from "../../core/login/consent-approval.ts";
import { loginHintOf, needsAccount, type OsAccount } from "../../core/login/login-hint.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { readAuthorities } from "./authorities.ts";
import { readConfigFile } from "./config-file.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { approvalOf } from "./consent-approval.ts";
import {
  type Described,
  type Effective,
  effective,
  isBuiltIn,
  keepsFromLogin,
  type Sources,
} from "./effective.ts";
import { osAccount } from "./os-account.ts";
import { leftOutOf, MACHINE_POLICY, type Policy, type ReadPolicy, readPolicyFile } from "./policy.ts";
import {
  CHOICE_NAMES,
  type ChoiceName,
  mapped,
  VALUE_NAMES,
  type ValueName,
  type Values,
} from "./policy-fields.ts";
import { profileFile, profileSchema } from "./profile-schema.ts";
import { type Choices, createSettingsFile, NO_SETTINGS, type Settings } from "./settings.ts";

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
  /** Who is logged on; default: asks the OS. Needed where the policy's `loginHint` wants something of it. */
  readonly account?: () => Promise<OsAccount>;
  /** Told of everything that is wrong, now and when settings can't be written. */
  readonly onFault?: (fault: AppError) => void;
};

export type SettingsChange = Partial<Pick<Values, ChoiceName>> & {
  readonly firstRun?: boolean;
  readonly lastError?: ErrorCode | null;
  readonly presence?: Settings["presence"];
};

/** How the client asks for what IT may fix: by the field's name. The service is that of the profile in use. */
type FieldAccess = {
  readonly [K in Exclude<ValueName, "service" | "loginHint" | "consentApproval">]: () => Values[K];
};

/** What holds now. Policy and profile are as they were read at the start; settings change with `save`. */
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
  shellSettings(): Pick<Values, ChoiceName> & {
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
  /** The profile in use, or the one that would be: what it lacks or has wrong is in `problems`. */
  readonly profile: Profile;
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
      profile: now.problems.some(keepsFromLogin) ? null : now.profile,
    }),
    ...access(VALUE_NAMES, () => now.values),
    attemptTimeLimitMs: () => now.values.attemptTimeLimitMinutes * 60_000,
    startupSpreadMs: () => now.values.startupSpreadSeconds * 1_000,
    loginHint: () => sources.loginHint,
    consentApproval: () => sources.consentApproval,
    authorities: () => now.authorities,
    shellSettings: () => shellSettings(now, sources.settings),
    async save(change) {
      chosen = { ...chosen, ...change };
      sources = { ...sources, settings: changed(sources.settings, change, now.locked) };
      now = effective(sources);
      // What stands in a file that couldn't be read isn't written over.
      if (sources.faults.some(isUnread)) await readAgain();
      if (!sources.faults.some(isUnread))
        await file.write(sources.settings).catch((thrown: unknown) => onFault(faultIn(thrown)));
    },
    get service() {
      return now.profile.id;
    },
    get profile() {
      return now.profile;
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

function shellSettings(now: Effective, settings: Settings): ReturnType<Configuration["shellSettings"]> {
  return {
    ...mapped<ChoiceName, Pick<Values, ChoiceName>>(CHOICE_NAMES, (name) => now.values[name]),
    service: now.profile.id,
    locked: now.locked,
    services: now.services,
    firstRun: !settings.firstRunDone,
    lastError: settings.lastError,
    presence: settings.presence,
    // A login goes on without it, so it's IT's to know (`doctor`, `policy show`, the log).
    problem: now.problems.find((code) => code !== "POLICY_PART_IGNORED") ?? null,
  };
}

/** What IT fixed stays, and so does the service where it isn't one of ours. */
function changed(settings: Settings, change: SettingsChange, locked: Effective["locked"]): Settings {
  const { firstRun, lastError, presence, ...wanted } = change;
  const isAllowed = (name: ChoiceName) =>
    !locked.includes(name) && (name !== "service" || isBuiltIn(wanted.service ?? ""));
  return {
    ...settings,
    ...mapped<ChoiceName, Choices>(
      CHOICE_NAMES,
      (name) => (isAllowed(name) ? wanted[name] : undefined) ?? settings[name],
    ),
    ...(firstRun !== undefined && { firstRunDone: !firstRun }),
    ...(lastError !== undefined && { lastError }),
    ...(presence !== undefined && { presence }),
  };
}

/** A table's values by their names, as they are when they are asked for. */
function access<T>(names: readonly (keyof T)[], now: () => T): { readonly [K in keyof T]: () => T[K] } {
  const asked = names.map((name) => [name, () => now()[name]]);
  // Each name with its own value, which `Object.fromEntries` can't say in types.
  return Object.fromEntries(asked);
}

async function readSources(places: ConfigurationPlaces, file: RecordFile<Settings>): Promise<Sources> {
  const faults: AppError[] = [];
  const settings = await readSettings(file, faults);
  const place = policyPlace(places);
  const orFault = async <T>(reading: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await reading;
    } catch (thrown) {
      faults.push(faultIn(thrown));
      return otherwise;
    }
  };
  const read = await orFault(readPolicy(place), null);
  if (read?.leftOut) faults.push(read.leftOut);
  const policy = read?.policy ?? null;
  const profile = await orFault(readProfile(policy, place), null);
  const authorities =
    policy?.caFile === undefined ? [] : await orFault(readAuthorities(policy.caFile, place), []);
  const savings = await savingsOf(policy, places, faults);
  const { systemLanguage } = places;
  return { policy, profile, settings, authorities, systemLanguage, faults, ...savings };
}

/** What the policy saves people, as far as it holds on this PC and today. */
async function savingsOf(
  policy: Policy | null,
  { account = osAccount }: ConfigurationPlaces,
  faults: AppError[],
): Promise<Pick<Sources, "loginHint" | "consentApproval">> {
  const template = policy?.loginHint ?? null;
  const nobody = { user: null, upn: null };
  const hint =
    template === null ? null : loginHintOf(template, needsAccount(template) ? await account() : nobody);
  if (hint !== null && "leftOut" in hint) faults.push(leftOutOf("loginHint", `hint-${hint.leftOut}`));
  const consentApproval = policy?.consentApproval ? approvalOf(policy.consentApproval) : null;
  const late = consentApproval === null ? null : untimely(consentApproval, Date.now());
  if (late !== null)
    faults.push(leftOutOf(`consentApproval.${late === "expired" ? "until" : "at"}`, `approval-${late}`));
  return { loginHint: hint !== null && "hint" in hint ? hint.hint : null, consentApproval };
}

function faultIn(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError("APP_UNEXPECTED", thrown);
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

async function readPolicy({ path, rootOnly }: PolicyPlace): Promise<ReadPolicy | null> {
  if (path === null) return null;
  const policy = await readPolicyFile(path, { rootOnly });
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
