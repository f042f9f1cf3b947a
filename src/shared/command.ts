import type { DoctorReport } from "../core/doctor/report.ts";
import { type ErrorCode, isErrorCode } from "../core/errors.ts";
import type { Account, TokenStoreState } from "../core/ports.ts";
import type { Said } from "../core/provider-words.ts";
import type { LoginEvent } from "../core/support/login-events.ts";
import type { ClientCommand, CommandOptions } from "./command-line.ts";
import type { GuideStand } from "./guide.ts";
import type { DecidedBy, Lockable, LockedBy } from "./locked.ts";
import type { ProxyChoice } from "./proxy-choice.ts";
import type { ViewState, WindowKind } from "./view.ts";

/**
 * What the command line and the running client say to each other over the local socket: one JSON object a line.
 * A connection carries a hello, one request and one answer. Schemas stand beside their readers, in main and in cli.
 */

/** Bytes that one line may hold, its newline not counted; what is longer is refused unread. */
export const LINE_LIMIT = 16_384;

/** Where a client leaves the way to its socket, within the folder of its per-user files. */
export const COMMAND_FILE = ["run", "command.json"] as const;

/** What COMMAND_FILE holds: readable by this OS user only. `token` is of this start alone. */
export type CommandFile = { readonly path: string; readonly token: string; readonly pid: number };

const START_FAILURE = /^storage-service-drive: the start failed \(([A-Z_]+)\)$/u;

/** What a client that can't start says on its standard error, at once. */
export function startFailureLine(code: ErrorCode): string {
  return `storage-service-drive: the start failed (${code})`;
}

/** The code of such a line; null for any other. */
export function startFailureOf(line: string): ErrorCode | null {
  const code = START_FAILURE.exec(line)?.[1];
  return code !== undefined && isErrorCode(code) ? code : null;
}

/** Starts the client for one report alone: no window, no icon, nobody's place taken. */
export const DOCTOR_SWITCH = "--doctor";

/**
 * Starts the client without a person at it: at a logon, or by `storage-drive`. Where one runs already, it shows no window
 * then; a second start by a person shows where the client is.
 */
export const BACKGROUND_SWITCH = "--background";

const DOCTOR_REPORT = "storage-service-drive: the doctor's report ";

/** What such a start prints on its standard output; Chromium may have said something before it. */
export function doctorReportLine(report: DoctorReport): string {
  return DOCTOR_REPORT + JSON.stringify(report);
}

/** What stands in such a line, not yet looked at; null for any other. */
export function doctorReportOf(line: string): string | null {
  return line.startsWith(DOCTOR_REPORT) ? line.slice(DOCTOR_REPORT.length) : null;
}

/** The first line. */
export type CommandHello = { readonly hello: 1; readonly token: string };

/** The second line: one of these commands (`command-line.ts`) with its options. */
export type CommandRequests = {
  readonly [C in ClientCommand]: { readonly command: C } & CommandOptions<C>;
};
export type CommandRequest = CommandRequests[ClientCommand];

/**
 * What became of a login that was asked for. `cancelled`: it ended with nobody logged in and nothing wrong. `time-limit`:
 * the seconds were over, and the attempt goes on.
 */
export type LoginOutcome = "online" | "offline" | "refused" | "cancelled" | "time-limit";

/** What each command is answered with when it could be done. */
export type CommandValues = OfEach<{
  readonly status: StatusAnswer;
  readonly login: { readonly outcome: LoginOutcome; readonly status: StatusAnswer };
  readonly logout: StatusAnswer;
  /** In groups, as it is read out. */
  readonly "support-code": { readonly code: string };
  /** Opened; where it stands. */
  readonly guide: GuideStand;
  readonly doctor: DoctorReport;
  readonly settings: SettingsTold;
  readonly "settings-set": SettingsTold;
  readonly "settings-reset": SettingsTold;
  readonly quit: null;
}>;

/** What a person sets, as it is now. */
export type SettingsTold = {
  readonly settings: readonly SettingTold[];
  /** A part of them holds only once the login that is under way is over. */
  readonly waiting: boolean;
};

export type SettingTold = {
  readonly name: Lockable;
  /** Null where it isn't known to this client: it can't start with the PC where it isn't installed. */
  readonly value: string | boolean | ProxyChoice | null;
  readonly origin: DecidedBy;
  /** Why it can't be changed; null where it can. */
  readonly locked: LockedBy | "installed" | "not-installed" | null;
};

/** Has the compiler ask here for the command that is missing. */
type OfEach<T extends Readonly<Record<ClientCommand, unknown>>> = T;

/** The answer, one line. */
export type CommandAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorCode };

/** What `status` tells; its shape is fixed, scripts read it. Times are ISO 8601 UTC. */
export type StatusValue = {
  readonly version: string;
  /** The profile's id. */
  readonly service: string;
  readonly state: ViewState;
  readonly reason: ErrorCode | null;
  readonly account: Account | null;
  readonly since: string;
  readonly accessTokenExpiresAt: string | null;
  readonly lastError: ErrorCode | null;
  readonly tokenStore: TokenStoreState;
  /** The client's own windows. */
  readonly windows: readonly { readonly kind: WindowKind; readonly visible: boolean }[];
};

/** What the client answers: beside the value that scripts read, what a person reads of it. */
export type StatusAnswer = StatusValue & { readonly shown?: Shown | undefined };

export type Shown = {
  /** What is behind the reason. */
  readonly said: Said | null;
  /** The service's name. */
  readonly service: string;
  /** By which people know the account; null while nobody is logged in. */
  readonly account: string | null;
  /** What happened last, the newest first. */
  readonly events: readonly LoginEvent[];
};
