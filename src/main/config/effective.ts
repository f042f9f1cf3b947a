import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { ConsentApproval } from "../../core/login/consent-approval.ts";
import type { Certainty, Profile } from "../../core/service/profile.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { SCREEN_SIGNS, screenSigns } from "../../core/service/screen-signs.ts";
import { isFixed, type Layer, type LayerName, layered, type Sourced } from "./layers.ts";
import type { Policy } from "./policy.ts";
import {
  CHOICE_NAMES,
  type ChoiceName,
  FIELD_NAMES,
  mapped,
  POLICY_FIELDS,
  VALUE_NAMES,
  type ValueName,
  type Values,
} from "./policy-fields.ts";
import { overridden, PROFILE_DEFAULTS, profileSchema } from "./profile-schema.ts";
import { choicesOf, type Settings } from "./settings.ts";

export type Described = {
  /** Dotted path: `startupLogin`, `profile.origins.line`. */
  readonly key: string;
  readonly value: unknown;
  readonly origin: LayerName;
  /** Only for a profile's values that no document states. */
  readonly certainty?: Certainty;
};

/** What was read; how is `read-configuration.ts`. */
export type Sources = {
  /** What IT said; null when nothing, or nothing that could be read. */
  readonly policy: Policy | null;
  /** The profile file that the policy points at. */
  readonly profile: Profile | null;
  readonly settings: Settings;
  /** What the policy's `loginHint` means for whoever is logged on to this PC. */
  readonly loginHint: string | null;
  readonly consentApproval: ConsentApproval | null;
  /** The certificates of the policy's `caFile`. */
  readonly authorities: readonly string[];
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
  readonly locked: readonly ChoiceName[];
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
  const { policy, settings } = sources;
  const faults = [...sources.faults];
  const decided = layered<Values>(defaultValues(sources.systemLanguage), [
    { name: "user-settings", values: userValues(settings) },
    { name: "machine-policy", values: policyValues(policy) },
  ]);
  const profile = complete(
    chosenProfile(sources, decided.service.value, faults),
    policy?.overrides ?? {},
    faults,
  );
  const locked = CHOICE_NAMES.filter(
    // A policy that can't be read may have fixed the service: nobody else chooses one until it can.
    (name) => isFixed(decided[name].origin) || (name === "service" && faults.some(isPolicyInvalid)),
  );
  return {
    profile,
    values: mapped<ValueName, Values>(VALUE_NAMES, (name) => decided[name].value),
    authorities: sources.authorities,
    locked,
    services: (locked.includes("service") ? [profile] : Object.values(PROFILES)).map(({ id, name }) => ({
      id,
      name,
    })),
    problems: [...new Set(faults.map(({ code }) => code))].toSorted((a, b) => gravity(a) - gravity(b)),
    faults,
    described: [
      ...describeValues({ ...decided, service: { ...decided.service, value: profile.id } }),
      ...describeSources(policy),
      ...describeProfile(profile, policy?.overrides ?? {}),
    ],
  };
}

export function isBuiltIn(id: string): boolean {
  return Object.hasOwn(PROFILES, id);
}

function isPolicyInvalid(fault: AppError): boolean {
  return fault.code === "POLICY_INVALID";
}

function chosenProfile({ policy, profile }: Sources, service: string, faults: AppError[]): Profile {
  // The file that can't be read isn't replaced by a choice of the person.
  if (policy?.profile !== undefined) return profile ?? FIRST_SERVICE;
  const known: Profile | undefined = Object.values(PROFILES).find(({ id }) => id === service);
  if (known === undefined)
    faults.push(new AppError("POLICY_INVALID", new Error("service: no profile has this id")));
  return known ?? FIRST_SERVICE;
}

function complete(base: Profile, overrides: Overrides, faults: AppError[]): Profile {
  const parsed = profileSchema.safeParse(overridden(base, overrides));
  if (!parsed.success) faults.push(new AppError("POLICY_PROFILE_INVALID", parsed.error));
  const profile = parsed.success ? parsed.data : base;
  if (profile.issuer === null || profile.clientId === null)
    faults.push(new AppError("POLICY_PROFILE_INCOMPLETE", new Error("issuer and clientId have to be said")));
  return profile;
}

function defaultValues(systemLanguage: string): Values {
  return mapped<ValueName, Values>(VALUE_NAMES, (name) => POLICY_FIELDS[name].unless(systemLanguage));
}

function userValues(settings: Settings): Layer<Values>["values"] {
  const { service, ...chosen } = choicesOf(settings);
  return { ...chosen, service: service !== undefined && isBuiltIn(service) ? service : undefined };
}

function policyValues(policy: Policy | null): Layer<Values>["values"] {
  if (policy === null) return {};
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
  const place = KEEP_FROM_LOGIN.indexOf(code);
  return place < 0 ? KEEP_FROM_LOGIN.length : place;
}

function describeValues(decided: Decided): Described[] {
  return VALUE_NAMES.map((key) => ({ key, value: decided[key].value, origin: decided[key].origin }));
}

/** What leads to something that isn't shown otherwise. */
function describeSources(policy: Policy | null): Described[] {
  return FIELD_NAMES.flatMap((key) => {
    const field = POLICY_FIELDS[key];
    const value = policy?.[key];
    const isShown = field.kind === "source" && field.shown && value !== undefined;
    return isShown ? [{ key, value, origin: "machine-policy" as const }] : [];
  });
}

function describeProfile(profile: Profile, overrides: Overrides): Described[] {
  const { unverified, ...fields } = { ...profile, screens: screenSigns(profile.screens) };
  const stated = new Map(flat("", overrides));
  const unsaid = { ...PROFILE_DEFAULTS, screens: SCREEN_SIGNS };
  const defaults = new Map(flat("", unsaid).map(([path, value]) => [path, JSON.stringify(value)]));
  return flat("", fields).map(([path, value]) => {
    const fromPolicy = [...stated.keys()].some(
      (key) => key === path || path.startsWith(`${key}.`) || key.startsWith(`${path}.`),
    );
    const origin = fromPolicy
      ? "machine-policy"
      : defaults.get(path) === JSON.stringify(value)
        ? "default"
        : "profile";
    const certainty = unverified[path];
    const shown = path === "clientSecret" && value !== null ? "***" : value;
    return { key: `profile.${path}`, value: shown, origin, ...(certainty !== undefined && { certainty }) };
  });
}

/** `{ a: { b: 1 } }` → `[["a.b", 1]]`; lists, empty objects and the redirect stay whole. */
function flat(prefix: string, value: object): [string, unknown][] {
  return Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (one === undefined) return [];
    const whole = typeof one !== "object" || one === null || Array.isArray(one) || key === "redirect";
    return whole || Object.keys(one).length === 0 ? [[prefix + key, one]] : flat(`${prefix}${key}.`, one);
  });
}
