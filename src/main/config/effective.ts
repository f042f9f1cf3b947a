import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { Certainty, Profile } from "../../core/service/profile.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { SCREEN_SIGNS, screenSigns } from "../../core/service/screen-signs.ts";
import { RULE_WORDS } from "../../shared/locales/config-fault-words.ts";
import { LOCKABLE, type Locked, type LockedBy } from "../../shared/locked.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { type Beaten, isFixed, LAYERS, type Layer, type LayerName, layered, type Sourced } from "./layers.ts";
import { isBuiltIn, type Policy } from "./policy.ts";
import {
  FIELD_NAMES,
  mapped,
  POLICY_FIELDS,
  VALUE_NAMES,
  type ValueName,
  type Values,
} from "./policy-fields.ts";
import { overridden, PROFILE_DEFAULTS, profileSchema } from "./profile-schema.ts";
import type { PolicyLayer } from "./read-policies.ts";
import { choicesOf, type Settings } from "./settings.ts";
import { wrongFields } from "./wrong-fields.ts";

export type Described = {
  /** Dotted path: `startupLogin`, `profile.origins.line`. */
  readonly key: string;
  readonly value: unknown;
  readonly origin: LayerName;
  /** What weaker layers said, the strongest first; left out where none did. The default isn't named. */
  readonly beat?: readonly Beaten<unknown>[];
  /** Only for a profile's values that no document states. */
  readonly certainty?: Certainty;
};

/** What was read. */
export type Sources = {
  /** What IT and its installer said, with what that leads to; empty where nothing could be read. */
  readonly policies: readonly PolicyLayer[];
  readonly settings: Settings;
  readonly systemLanguage: string;
  /** What was wrong with them. */
  readonly faults: readonly AppError[];
};

export type Effective = {
  /** Can be logged in to only if `problems` has no `POLICY_…`; then issuer and client id are there. */
  readonly profile: Profile;
  /** `service` is what was chosen; the profile in use may be another's (`profile.id`). */
  readonly values: Values;
  /** Further certificate authorities that IT named, PEM. */
  readonly authorities: readonly string[];
  /** What the person can't change, and why. */
  readonly locked: Locked;
  /** What the person may choose from. */
  readonly services: readonly { readonly id: string; readonly name: string }[];
  /** The gravest first. */
  readonly problems: readonly ErrorCode[];
  /** What is behind the problems, for the log's choke point. */
  readonly faults: readonly AppError[];
  /** Every value and who decided it, for `policy show`. */
  readonly described: readonly Described[];
};

const FIRST_SERVICE = PROFILES.omakase;

type Overrides = NonNullable<Policy["overrides"]>;
type Decided = { readonly [K in ValueName]: Sourced<Values[K]> };

/** Lays the sources over each other; there is always something to start with. */
export function effective(sources: Sources): Effective {
  const faults = [...sources.faults];
  const policies = sources.policies.toSorted((a, b) => LAYERS.indexOf(b.name) - LAYERS.indexOf(a.name));
  const decided = layered<Values>(defaultValues(sources.systemLanguage), [
    { name: "user-settings", values: userValues(sources.settings) },
    ...policies.map(({ name, policy }) => ({ name, values: policyValues(policy) })),
  ]);
  const base = chosenProfile(policies, decided.service);
  const overrides = chosenOverrides(policies, decided.service.value);
  const profile = complete(base, overrides.values, faults);
  const locked = lockedBy(decided, faults);
  return {
    profile,
    values: mapped<ValueName, Values>(VALUE_NAMES, (name) => decided[name].value),
    authorities: policies.find(({ policy }) => policy.caFile !== undefined)?.authorities ?? [],
    locked,
    services: servicesFor(profile, locked),
    problems: [...new Set(faults.map(({ code }) => code))].toSorted((a, b) => gravity(a) - gravity(b)),
    faults,
    described: [
      ...describeValues({ ...decided, service: { ...decided.service, value: profile.id } }),
      ...describeSources(policies),
      ...describeProfile(profile, base, overrides),
    ],
  };
}

/** Who keeps the person from choosing. */
function lockedBy(decided: Decided, faults: readonly AppError[]): Locked {
  const why = (name: (typeof LOCKABLE)[number]): LockedBy | null => {
    const { origin } = decided[name];
    if (isFixed(origin)) return origin;
    // A policy that can't be read may have fixed the service: nobody else chooses one until it can.
    return name === "service" && faults.some(isPolicyInvalid) ? "policy-unread" : null;
  };
  const all = LOCKABLE.map((name) => [name, why(name)] as const);
  return Object.fromEntries(all.filter(([, by]) => by !== null));
}

/** What the person may choose from. */
function servicesFor(profile: Profile, locked: Locked): Effective["services"] {
  const all: readonly Profile[] = locked.service === undefined ? Object.values(PROFILES) : [profile];
  return all.map(({ id, name }) => ({ id, name }));
}

function isPolicyInvalid(fault: AppError): boolean {
  return fault.code === "POLICY_INVALID";
}

function chosenProfile(
  policies: readonly PolicyLayer[],
  { value: service, origin }: Sourced<string>,
): Profile {
  const own = policies.find(({ name, policy }) => name === origin && policy.profile !== undefined);
  // The file that can't be read isn't replaced by a choice of the person.
  if (own !== undefined) return own.profile === null ? FIRST_SERVICE : profileSchema.parse(own.profile);
  return Object.values(PROFILES).find(({ id }) => id === service) ?? FIRST_SERVICE;
}

type ChosenOverrides = { readonly values: Overrides; readonly origin: LayerName };

/** Those of the strongest layer that names the service in use, whoever chose it. */
function chosenOverrides(policies: readonly PolicyLayer[], service: string): ChosenOverrides {
  const own = policies.find(
    ({ policy }) => policy.overrides !== undefined && (policy.service ?? policy.profile) === service,
  );
  return { values: own?.policy.overrides ?? {}, origin: own?.name ?? "profile" };
}

function complete(base: Profile, overrides: Overrides, faults: AppError[]): Profile {
  const parsed = profileSchema.safeParse(overridden(base, overrides), { reportInput: true });
  if (!parsed.success) {
    const cause = new ConfigFileError(wrongFields(parsed.error, profileSchema));
    faults.push(new AppError("POLICY_PROFILE_INVALID", cause));
  }
  const profile = parsed.success ? parsed.data : base;
  const lacking = (["issuer", "clientId"] as const).filter((name) => profile[name] === null);
  if (lacking.length > 0) {
    const fields = lacking.map((at) => ({ at, ...RULE_WORDS["profile-needs"] }));
    faults.push(
      new AppError("POLICY_PROFILE_INCOMPLETE", new ConfigFileError({ what: "fields", fields, more: 0 })),
    );
  }
  return profile;
}

function defaultValues(systemLanguage: string): Values {
  return mapped<ValueName, Values>(VALUE_NAMES, (name) => POLICY_FIELDS[name].unless(systemLanguage));
}

function userValues(settings: Settings): Layer<Values>["values"] {
  const { service, ...chosen } = choicesOf(settings);
  return { ...chosen, service: service !== undefined && isBuiltIn(service) ? service : undefined };
}

function policyValues(policy: Policy): Layer<Values>["values"] {
  const { service, profile, overrides: _, caFile: __, ...values } = policy;
  return { ...values, service: service ?? profile };
}

/** The gravest first. */
const KEEP_FROM_LOGIN: readonly ErrorCode[] = [
  "POLICY_INVALID",
  "POLICY_PROFILE_INVALID",
  "POLICY_PROFILE_INCOMPLETE",
];

/** What service or provider there is isn't known: nobody can log in. */
export function keepsFromLogin(code: ErrorCode): boolean {
  return KEEP_FROM_LOGIN.includes(code);
}

function gravity(code: ErrorCode): number {
  const order: readonly ErrorCode[] = [...KEEP_FROM_LOGIN, "POLICY_PART_IGNORED"];
  const place = order.indexOf(code);
  return place < 0 ? order.length : place;
}

function describeValues(decided: Decided): Described[] {
  return VALUE_NAMES.map((key) => described(key, decided[key]));
}

function described(key: string, { value, origin, beaten }: Sourced<unknown>): Described {
  return { key, value, origin, ...(beaten.length > 0 && { beat: beaten }) };
}

/** What leads to something that isn't shown otherwise. @param policies the strongest first */
function describeSources(policies: readonly PolicyLayer[]): Described[] {
  return FIELD_NAMES.flatMap((key) => {
    const field = POLICY_FIELDS[key];
    if (field.kind !== "source" || !field.shown) return [];
    const [winner, ...beaten] = policies.flatMap(({ name, policy }) =>
      policy[key] === undefined ? [] : [{ value: policy[key], origin: name }],
    );
    return winner === undefined ? [] : [described(key, { ...winner, beaten })];
  });
}

function describeProfile(profile: Profile, base: Profile, overrides: ChosenOverrides): Described[] {
  const { unverified, ...fields } = { ...profile, screens: screenSigns(profile.screens) };
  const stated = [...new Map(flat("", overrides.values)).keys()];
  const unsaid = new Map(flat("", { ...PROFILE_DEFAULTS, screens: SCREEN_SIGNS }));
  const before = new Map(flat("", { ...base, screens: screenSigns(base.screens) }));
  return flat("", fields).map(([path, value]) => {
    const fromPolicy = stated.some(
      (key) => key === path || path.startsWith(`${key}.`) || key.startsWith(`${path}.`),
    );
    const ofProfile = isSame(unsaid.get(path), value) ? "default" : "profile";
    const overruled = before.get(path);
    const isSaid = overruled !== undefined && overruled !== null;
    const isBeaten =
      isSaid && fromPolicy && !isSame(overruled, value) && !isSame(unsaid.get(path), overruled);
    const beaten = isBeaten ? [{ value: shown(path, overruled), origin: "profile" as const }] : [];
    const origin = fromPolicy ? overrides.origin : ofProfile;
    const certainty = unverified[path];
    const one = described(`profile.${path}`, { value: shown(path, value), origin, beaten });
    return { ...one, ...(certainty !== undefined && { certainty }) };
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shown(path: string, value: unknown): unknown {
  return path === "clientSecret" && value !== null ? "***" : value;
}

/** `{ a: { b: 1 } }` → `[["a.b", 1]]`; lists, empty objects and the redirect stay whole. */
function flat(prefix: string, value: object): [string, unknown][] {
  return Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (one === undefined) return [];
    const whole = typeof one !== "object" || one === null || Array.isArray(one) || key === "redirect";
    return whole || Object.keys(one).length === 0 ? [[prefix + key, one]] : flat(`${prefix}${key}.`, one);
  });
}
