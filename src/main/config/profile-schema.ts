import { z } from "zod";
import { CONSENT_WORDS, type ConsentWords } from "../../core/rules/consent-words.ts";
import type { Profile, Redirect } from "../../core/service/profile.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { screenSignChanges } from "./screen-signs-schema.ts";
import { issuerUrl, originUrl, webUrl } from "./web-address.ts";

const port = z.int().min(1).max(65_535);

const redirectKinds = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("loopback") }),
  z.strictObject({ kind: z.literal("loopback-ports"), ports: z.array(port).min(1) }),
  z.strictObject({
    kind: z.literal("private-use-scheme"),
    uri: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:\/[^/]/),
  }),
]) satisfies z.ZodType<Redirect>;

/**
 * As people write it: `"loopback"`, `{ "ports": [49152] }` or `{ "scheme": "jp.example.drive" }`. A private-use scheme
 * is a domain name backwards (RFC 8252 7.1); its redirect URI is `<scheme>:/callback`.
 */
const redirect = z.union(
  [
    z.literal("loopback"),
    z.strictObject({ ports: z.array(port).min(1) }),
    z.strictObject({ scheme: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/) }),
    redirectKinds,
  ],
  { error: "redirect" satisfies RuleName },
);

function redirectOf(written: z.infer<typeof redirect>): Redirect {
  if (written === "loopback") return { kind: "loopback" };
  if ("kind" in written) return written;
  if ("ports" in written) return { kind: "loopback-ports", ports: written.ports };
  return { kind: "private-use-scheme", uri: `${written.scheme}:/callback` };
}

/** Also the name of a folder and of a browser partition. */
export const profileId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {
  error: "profile-id" satisfies RuleName,
});

const name = z.string().trim().min(1).max(60);
const clientId = z.string().trim().min(1).max(200);
const origins = z
  .strictObject({
    internet: originUrl,
    line: originUrl,
    operator: originUrl,
    contract: originUrl,
    web: originUrl,
    account: originUrl,
    directory: originUrl,
  })
  .partial();
/** Whole labels, compared after folding: an allow list that stands in the place of the default one. */
const labels = z.array(z.string().trim().min(1).max(300)).min(1).max(30);
const words = z
  .strictObject({
    accept: labels,
    refuse: labels,
    submit: labels,
    remember: labels,
    beside: labels,
    recipient: labels,
    service: labels,
  } satisfies Record<keyof ConsentWords, typeof labels>)
  .partial();
const lineAuthentication = z.strictObject({
  consentPath: z.string().startsWith("/").nullable(),
  disclaimerUrl: webUrl.nullable(),
  words: words.optional(),
});
const methods = z
  .array(
    z.enum([
      "password",
      "google",
      "facebook",
      "microsoft",
      "d-account",
      "active-directory",
      "ntt-east-business-id",
    ]),
  )
  .min(1);

const optionalFields = {
  scope: z.string().regex(/(^| )openid( |$)/, { error: "openid-scope" satisfies RuleName }),
  clientSecret: z.string().min(1).max(500).nullable(),
  redirect,
  postLogoutRedirectUri: webUrl.nullable(),
  revocationEndpoint: webUrl.nullable(),
  loginUrl: webUrl.nullable(),
  webUrl: webUrl.nullable(),
  origins,
  lineAuthentication: lineAuthentication.nullable(),
  screens: screenSignChanges,
  methods,
  federationWord: z.string().min(1).nullable(),
  unverified: z.record(z.string(), z.enum(["stated", "inferred", "unknown"])),
};

/** What a policy may change of a profile; every field by itself. */
export const profileOverrides = z
  .strictObject({
    name,
    issuer: issuerUrl,
    clientId,
    ...optionalFields,
    lineAuthentication: lineAuthentication.partial().nullable(),
  })
  .partial();
export type ProfileOverrides = z.infer<typeof profileOverrides>;

/** What holds where a profile says nothing. */
export const PROFILE_DEFAULTS = {
  scope: "openid offline_access",
  clientSecret: null,
  redirect: { kind: "loopback" },
  postLogoutRedirectUri: null,
  revocationEndpoint: null,
  loginUrl: null,
  webUrl: null,
  origins: {},
  lineAuthentication: null,
  methods: ["password"],
  federationWord: null,
  unverified: {},
} as const satisfies Partial<Profile>;

/** A profile as a file holds it; the smallest is `{ id, name, issuer, clientId }`. Null = not known yet. */
export const profileFile = z
  .strictObject({ id: profileId, name, issuer: issuerUrl.nullable(), clientId: clientId.nullable() })
  .extend(z.strictObject(optionalFields).partial().shape);

export type ProfileFile = z.infer<typeof profileFile>;

/** The whole profile that a file means. */
export const profileSchema = profileFile.transform((file): Profile => {
  const { redirect: written, origins: known, lineAuthentication: line, ...rest } = definedOnly(file);
  return {
    ...PROFILE_DEFAULTS,
    ...rest,
    origins: definedOnly(known ?? {}),
    lineAuthentication: line
      ? { ...line, words: { ...CONSENT_WORDS, ...definedOnly(line.words ?? {}) } }
      : null,
    redirect: written === undefined ? PROFILE_DEFAULTS.redirect : redirectOf(written),
  };
}) satisfies z.ZodType<Profile>;

/**
 * A profile with the overrides laid over it: objects field by field, screens sign by sign, everything else as a whole. What an override
 * states is no longer unverified.
 * @returns what `profileSchema` parses
 */
export function overridden(profile: Profile | ProfileFile, overrides: ProfileOverrides): unknown {
  const stated = statedPaths(overrides);
  const unverified = Object.entries(profile.unverified ?? {}).filter(([path]) => !stated.has(path));
  return {
    ...profile,
    ...overrides,
    ...(overrides.origins && { origins: { ...profile.origins, ...overrides.origins } }),
    ...(overrides.lineAuthentication && {
      lineAuthentication: {
        consentPath: null,
        disclaimerUrl: null,
        ...profile.lineAuthentication,
        ...overrides.lineAuthentication,
        words: { ...profile.lineAuthentication?.words, ...overrides.lineAuthentication.words },
      },
    }),
    ...(overrides.screens && { screens: byField(profile.screens ?? {}, overrides.screens) }),
    unverified: { ...Object.fromEntries(unverified), ...overrides.unverified },
  };
}

type Fields = Readonly<Record<string, object>>;

/** Each field's own fields over those that were there. */
function byField(before: Fields, over: Fields): Fields {
  const names = Object.keys({ ...before, ...over });
  return Object.fromEntries(names.map((name) => [name, { ...before[name], ...over[name] }]));
}

function statedPaths(overrides: ProfileOverrides): Set<string> {
  return new Set(
    Object.entries(overrides).flatMap(([key, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? [key, ...Object.keys(value).map((field) => `${key}.${field}`)]
        : [key],
    ),
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the keys whose value is undefined: absent and undefined are not the same to us. */
function definedOnly<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}
