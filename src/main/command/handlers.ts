import type { DoctorReport } from "../../core/doctor/report.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { SettingsTold, StatusAnswer } from "../../shared/command.ts";
import type { GuideStand } from "../../shared/guide.ts";
import type { Lockable } from "../../shared/locked.ts";
import { calledOf, type View } from "../../shared/view.ts";

/** What the client does for the command line. */
export type CommandHandlers = {
  readonly status: () => StatusAnswer;
  /** Starts a login or joins the one under way; what becomes of it is read from `status`. */
  readonly login: () => void;
  /** Resolves when it is done, with what went wrong. */
  readonly logout: (forget: boolean) => Promise<ErrorCode | null>;
  /** What the person reads out on the phone. */
  readonly supportCode: () => string;
  /** Opens the recovery guide. */
  readonly guide: () => GuideStand;
  /** Rejects with the signal's reason once it is given. */
  readonly doctor: (signal: AbortSignal) => Promise<DoctorReport>;
  readonly settings: () => Promise<SettingsTold>;
  /** Rejects with AppError `CLI_SETTING_LOCKED`, `CLI_USAGE`, or why it can't be kept. */
  readonly setSetting: (name: Lockable, written: string) => Promise<SettingsTold>;
  readonly resetSetting: (name: Lockable) => Promise<SettingsTold>;
  /** Called after the answer was sent. */
  readonly quit: () => void;
  /** Calls the listener after every change of `status`; the result stops that. */
  readonly onChange: (listener: () => void) => () => void;
};

/** The view as scripts see it. */
export function statusValue(view: View, windows: StatusAnswer["windows"]): StatusAnswer {
  return {
    version: view.version,
    service: view.service.id,
    state: view.state,
    reason: view.reason,
    account: view.account === null ? null : { sub: view.account.sub, mail: view.account.mail },
    since: view.since,
    accessTokenExpiresAt: view.accessTokenExpiresAt,
    lastError: view.lastError,
    tokenStore: view.tokenStore,
    windows,
    shown: {
      said: view.said,
      service: view.service.name,
      account: view.account === null ? null : calledOf(view.account),
      events: view.events,
    },
  };
}
