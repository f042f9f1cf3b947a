import { AppError } from "../../core/errors.ts";
import { readAuthorities } from "./authorities.ts";
import { readConfigFile } from "./config-file.ts";
import { ConfigFileError, placed } from "./config-file-error.ts";
import { heldOf, type Policy, usablePolicy } from "./policy.ts";
import type { PolicyLayerName, PolicySource } from "./policy-sources.ts";
import { type ProfileFile, profileFile } from "./profile-schema.ts";

/** What one place says, with what it leads to. */
export type PolicyLayer = {
  readonly name: PolicyLayerName;
  readonly policy: Policy;
  /** The file that `profile` names; null where it names none, or it can't be read. */
  readonly profile: ProfileFile | null;
  /** The certificates of `caFile`, PEM. */
  readonly authorities: readonly string[];
};

export type Policies = {
  /** The weakest first. */
  readonly layers: readonly PolicyLayer[];
  readonly faults: readonly AppError[];
  /** What holds if one of them can't be read next time: without those of which not even the service is known. */
  readonly keep: readonly PolicyLayer[];
};

/**
 * Reads every place. Never rejects: what can't be read keeps its last good value (`POLICY_PART_IGNORED`). Without one
 * nobody logs in anywhere (`POLICY_…`) where that would have said where to.
 */
export async function readPolicies(
  sources: readonly PolicySource[],
  kept: readonly PolicyLayer[],
): Promise<Policies> {
  const read = await Promise.all(
    sources.map((source) =>
      readLayer(
        source,
        kept.find(({ name }) => name === source.layer),
      ),
    ),
  );
  const isKept = ({ faults }: Reading) => faults.every(({ code }) => code === "POLICY_PART_IGNORED");
  return {
    layers: read.map(({ layer }) => layer),
    faults: read.flatMap(({ faults }) => faults),
    keep: read.filter(isKept).map(({ layer }) => layer),
  };
}

type Reading = { readonly layer: PolicyLayer; readonly faults: readonly AppError[] };

const ignored = (cause: unknown) => new AppError("POLICY_PART_IGNORED", cause);

async function readLayer(source: PolicySource, kept: PolicyLayer | undefined): Promise<Reading> {
  const { layer: name, place, rootOnly } = source;
  const empty: PolicyLayer = { name, policy: {}, profile: null, authorities: [] };
  try {
    const written = await source.read();
    if (written === null) return { layer: empty, faults: [] };
    const { policy, wrong, whereUnknown } = usablePolicy(withoutBlanks(written.value), kept?.policy ?? {});
    const cause = wrong === null ? null : placed(wrong, place);
    const profile = await readProfile(policy, rootOnly, kept);
    const authorities = await readCertificates(policy, rootOnly, kept);
    const own = cause === null ? null : whereUnknown ? new AppError("POLICY_INVALID", cause) : ignored(cause);
    const faults = [own, profile.fault, authorities.fault].filter((fault) => fault !== null);
    return { layer: { name, policy, profile: profile.value, authorities: authorities.value }, faults };
  } catch (thrown) {
    const cause = placed(thrown, place);
    if (kept !== undefined)
      return { layer: { ...kept, policy: heldOf(kept.policy) }, faults: [ignored(cause)] };
    return { layer: empty, faults: [new AppError("POLICY_INVALID", cause)] };
  }
}

/** What nobody sees around a text, or an entry of a list: an editor of policies shows it as it should be. */
function withoutBlanks(written: unknown): unknown {
  const trimmed = (value: unknown) => (typeof value === "string" ? value.trim() : value);
  if (typeof written !== "object" || written === null || Array.isArray(written)) return written;
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(trimmed) : trimmed(value),
    ]),
  );
}

type Read<T> = { readonly value: T; readonly fault: AppError | null };

async function readProfile(
  { profile: path }: Policy,
  rootOnly: boolean,
  kept: PolicyLayer | undefined,
): Promise<Read<ProfileFile | null>> {
  if (path === undefined) return { value: null, fault: null };
  try {
    const value = await readConfigFile(path, profileFile, "POLICY_PROFILE_INVALID", { rootOnly });
    if (value === null)
      throw new AppError("POLICY_PROFILE_INVALID", new ConfigFileError({ what: "absent" }, path));
    return { value, fault: null };
  } catch (thrown) {
    const fault = thrown instanceof AppError ? thrown : new AppError("POLICY_PROFILE_INVALID", thrown);
    const before = kept?.policy.profile === path ? kept.profile : null;
    return before === null ? { value: null, fault } : { value: before, fault: ignored(fault.cause) };
  }
}

/** Without them fewer servers are trusted, and none that shouldn't be: the client goes on. */
async function readCertificates(
  { caFile }: Policy,
  rootOnly: boolean,
  kept: PolicyLayer | undefined,
): Promise<Read<readonly string[]>> {
  if (caFile === undefined) return { value: [], fault: null };
  try {
    return { value: await readAuthorities(caFile, { rootOnly }), fault: null };
  } catch (thrown) {
    const value = kept?.policy.caFile === caFile ? kept.authorities : [];
    return { value, fault: ignored(thrown instanceof AppError ? thrown.cause : thrown) };
  }
}
