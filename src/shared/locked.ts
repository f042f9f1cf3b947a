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

export type Locked = { readonly [name in Lockable]?: LockedBy };
