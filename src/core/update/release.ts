/**
 * A release of the client as its maker signed it, and what it means to one PC. Rollouts go in stages: each names a share of
 * the PCs and when it begins. Where a PC stands among them is its place.
 */

/** Of what a server gives out. */
export const CHANNELS = ["stable", "preview"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Which part of a rollout a PC takes: by chance, or as policy says. */
export const RINGS = ["first", "share", "last"] as const;
export type Ring = (typeof RINGS)[number];

/** How a client came onto a PC that keeps itself new. Every other one is its administrator's to update. */
export type PackageForm = "nsis" | "appimage";
export type Architecture = "x64" | "arm64";

export type ReleaseFile = {
  /** Any word: a later maker has others beside those that this client knows. */
  readonly form: string;
  readonly architecture: string;
  /** Its name beside the release's own file; no folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Base64. */
  readonly sha512: string;
};

/** Offered to `percent` of all PCs `from` then on, ISO 8601 UTC. */
export type RolloutStage = { readonly from: string; readonly percent: number };

export type Release = {
  /** `1.2.3`. */
  readonly version: string;
  /** What is new, a sentence each. */
  readonly notes: { readonly ja: readonly string[]; readonly en: readonly string[] };
  /** None: offered to all at once. */
  readonly stages: readonly RolloutStage[];
  readonly files: readonly ReleaseFile[];
};

/** What of a PC decides whether a release is for it. */
export type UpdatedPc = {
  readonly installed: string;
  readonly form: PackageForm;
  readonly architecture: Architecture;
  /** From 0 to below 100; the lower, the earlier. */
  readonly place: number;
};

/** What a release is to one PC; `waits` until its stage comes, ms since 1970, null while none is planned for it. */
export type Standing =
  | { readonly is: "current" }
  | { readonly is: "waits"; readonly until: number | null }
  | { readonly is: "offered"; readonly release: Release; readonly file: ReleaseFile };

/** `now`: ms since 1970. An older release than the one installed is never offered: a downgrade is an administrator's to do. */
export function standing(release: Release, pc: UpdatedPc, now: number): Standing {
  if (!isNewer(release.version, pc.installed)) return { is: "current" };
  const { form, architecture } = pc;
  const file = release.files.find((one) => one.form === form && one.architecture === architecture);
  if (file === undefined) return { is: "current" };
  const offered: Standing = { is: "offered", release, file };
  if (release.stages.length === 0) return offered;
  const begins = release.stages
    .filter(({ percent }) => pc.place < percent)
    .map(({ from }) => Date.parse(from))
    .reduce((earliest, from) => Math.min(earliest, from), Number.POSITIVE_INFINITY);
  if (begins <= now) return offered;
  return { is: "waits", until: Number.isFinite(begins) ? begins : null };
}

/**
 * Whether one version of three numbers comes after another; what isn't one counts as the oldest. A pre-release comes before
 * its release (Semantic Versioning 2.0.0, 11), so that whoever tried one gets the release.
 */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)];
  for (const at of [0, 1, 2] as const) {
    if (left[at] !== right[at]) return left[at] > right[at];
  }
  return isPreRelease(than) && !isPreRelease(version);
}

function isPreRelease(version: string): boolean {
  return /^\d+\.\d+\.\d+-/u.test(version);
}

type Numbers = readonly [number, number, number];

function numbersOf(version: string): Numbers {
  const found = /^(\d+)\.(\d+)\.(\d+)/u.exec(version);
  return found === null ? [-1, -1, -1] : [Number(found[1]), Number(found[2]), Number(found[3])];
}
