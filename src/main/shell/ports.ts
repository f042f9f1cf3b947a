import type { ErrorCode } from "../../core/errors.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { View } from "../../shared/view.ts";
import type { Client } from "../client/client.ts";
import type { Guide, GuideDeps } from "../guide/guide.ts";
import type { EventKeeper } from "../support/event-keeper.ts";
import type { Updates } from "../update/updates.ts";
import type { OwnWindows, OwnWindowsDeps, StatusView } from "../windows/own-windows.ts";
import type { AutostartKeeper } from "./autostart-keeper.ts";
import type { Notify } from "./person-call.ts";
import type { ShellSettings } from "./shell-view.ts";
import type { TrayIcon } from "./tray.ts";
import type { TrayCommand } from "./tray-menu.ts";

/** What is built anew when another service is chosen. */
export type ServiceParts = {
  readonly profile: Profile;
  readonly client: Client;
  readonly loginWindows: { visible(): boolean[]; focused(): boolean };
  readonly events: Pick<EventKeeper, "saw" | "list">;
  /** The login page that wasn't recognised last. */
  readonly unrecognisedPage: () => PageSnapshot | null;
  /** @returns what is lost by it, for the person to know; null where nothing is */
  readonly close: () => Promise<ErrorCode | null>;
};

/** What can be pressed, wherever that is done. */
export type Hands = {
  readonly client: () => Client | null;
  readonly view: () => View;
  readonly run: (command: TrayCommand) => void;
  readonly ask: (question: View["question"]) => void;
  readonly showStatus: (view: StatusView) => void;
  readonly showGuide: () => unknown;
  /** @returns false where the profile has no such address, as below */
  readonly openLink: (link: "web" | "reset-password") => boolean;
  readonly openAddress: (url: string) => boolean;
};

/** What keeps the client new has to know, and to say. */
export type UpdatesShell = {
  /** Nobody is logging in. */
  readonly isIdle: () => boolean;
  readonly changed: () => void;
  /** A version that can be installed now. */
  readonly tell: (version: string) => void;
};

export type UpdatesPort = Pick<Updates, "look" | "lookNow" | "install" | "clientChanged" | "view" | "close">;

type Tray = Pick<TrayIcon, "draw" | "destroy">;
type Windows = Pick<OwnWindows, "show" | "send" | "close" | "retitle" | "list" | "kindOf">;

export type ShellDeps = {
  readonly version: string;
  readonly tray: (run: (command: TrayCommand) => void) => Tray;
  readonly ownWindows: (shell: Omit<OwnWindowsDeps, "preload">) => Windows;
  readonly notify: Notify;
  readonly guide: (client: Pick<GuideDeps, "look" | "perform" | "changed">) => Guide;
  /** What the doctor found first when it ran last. */
  readonly finding: () => View["finding"];
  readonly settings: () => ShellSettings;
  /** Holds at once. @returns why it can't be kept, or null */
  readonly saveSettings: (
    change: Partial<
      Pick<
        ShellSettings,
        | "service"
        | "startupLogin"
        | "language"
        | "proxy"
        | "notifications"
        | "firstRun"
        | "lastError"
        | "presence"
      >
    >,
  ) => Promise<ErrorCode | null>;
  /**
   * Null while the profile can't be logged in to; the reason is in the settings' `problem`. `goOn`: the session that was
   * there a moment ago goes on at once, whatever is fixed for a start of the PC.
   */
  readonly service: (
    events: {
      changed: () => void;
      showConsent: () => void;
      closeConsent: () => void;
      tellApproved: () => void;
      showStatus: () => void;
    },
    lastError: ErrorCode | null,
    goOn: boolean,
  ) => ServiceParts | null;
  readonly autostart: AutostartKeeper;
  /** Null where somebody else keeps the client new. */
  readonly updates: (shell: UpdatesShell) => UpdatesPort | null;
  /** `host:port` of the proxy that asked last and got no answer. */
  readonly waitingProxy: () => string | null;
  /** The program whose dialog the keychain waits for; null where none does, or it isn't known. */
  readonly waitingDialog: () => string | null;
  readonly openExternal: (url: string, profile: Profile) => boolean;
  readonly resetPasswordUrl: (profile: Profile) => string | null;
  readonly quit: () => void;
  readonly log: (area: string, name: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => number;
};
