import type { Addresses, Look } from "../../core/doctor/network-findings.ts";
import type { Facts, Finding } from "../../core/doctor/report.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Outbound } from "../network/outbound.ts";
import type { ProviderMetadata } from "../provider/metadata.ts";
import type { NameLook } from "./way-out.ts";

/** One check: what it saw, and what that means. Ends early, in whatever way, once the signal is given. */
export type Check = (pc: ExaminedPc, signal: AbortSignal) => Promise<Finding>;

/** The hosts that are asked, by their role; null where the profile has none. All are hosts of the profile. */
export type ExaminedHosts = {
  readonly internet: URL;
  /** Null also where it is the Internet host itself. */
  readonly line: URL | null;
  readonly operator: URL | null;
  /** The service is on this PC. */
  readonly local: boolean;
  /** The login page is at the line's host. */
  readonly loginByLine: boolean;
};

/** What checks can ask of this PC and its network; each question is asked once a run, however many checks want it. */
export type ExaminedPc = {
  /** Null where policy or profile can't be used, and then nothing is asked of any host. */
  readonly profile: Profile | null;
  readonly hosts: ExaminedHosts | null;
  readonly outbound: Outbound;
  /** Whether it is an address of one of the profile's hosts; to any other nothing is sent. */
  readonly mayAsk: (url: string) => boolean;
  /** How the provider describes itself, read once; null where the profile doesn't say where it is. */
  readonly metadata: ProviderMetadata["read"] | null;
  readonly names: NameLook;
  readonly look: (at: "internet" | "plain" | "line" | "operator") => Promise<Look | null>;
  /** Who vouches for a host. */
  readonly signed: (host: string) => Facts;
  readonly addresses: () => Addresses;
  readonly configuration: {
    readonly problems: readonly ErrorCode[];
    readonly facts: Facts;
    /** As policy says it: `system`, `direct`, `fixed`, `pac`. */
    readonly proxy: "system" | "direct" | "fixed" | "pac";
    readonly loginBrowser: "auto" | "system";
  };
  readonly keychain: Pick<SecretStore, "probe"> & {
    readonly isLocked: () => Promise<boolean | null>;
    readonly program: () => Promise<string | null>;
  };
  /** Where the record of a kept session lies. */
  readonly recordFile: (profile: Profile) => string;
  /** Where the client writes. */
  readonly folders: readonly string[];
  readonly desktop: {
    readonly browser: () => Promise<string | null>;
    readonly autostart: () => Promise<boolean | null>;
    readonly tray: () => Promise<boolean | null>;
  };
  readonly versions: Facts;
  readonly now: () => number;
};
