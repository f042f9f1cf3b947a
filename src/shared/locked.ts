/** The settings that a policy may fix; for each the settings view has a lock. */
export const LOCKABLE = [
  "service",
  "startupLogin",
  "language",
  "proxy",
  "notifications",
  "autostart",
] as const;
export type Lockable = (typeof LOCKABLE)[number];

/** Why a person can't change it. `policy-unread`: a policy that can't be read may have fixed it. */
export type LockedBy = "user-policy" | "machine-policy" | "policy-unread";

/** Who decided a setting: a layer of what is said, the weakest first, or the OS, with which it lies. */
export type DecidedBy =
  | "default"
  | "profile"
  | "installer"
  | "user-settings"
  | "user-policy"
  | "machine-policy"
  | "system";

export type Locked = { readonly [name in Lockable]?: LockedBy };
