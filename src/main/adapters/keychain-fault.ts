import type { ErrorCode } from "../../core/errors.ts";

export type KeychainFault = {
  readonly code: Extract<ErrorCode, "STORE_LOCKED" | "STORE_MISSING" | "STORE_DENIED">;
  /** A new process may get through where this one didn't. */
  readonly restartHelps: boolean;
};

/*
 * keytar hands on the words of the library below it, and nothing else: the one place where an error is told by its
 * text. Linux: seen with libsecret 0.20 and gnome-keyring 42, in the C locale that the process sets.
 *
 *   state                             getPassword        setPassword
 *   unlocked                          the secret, null   -
 *   locked                            null               Cannot create an item in a locked collection
 *   locked, its file damaged          null               the same: the password no longer opens it
 *   no keyring was ever made          null               Object does not exist at path “…/collection/login”
 *   no D-Bus                          The given address is empty, Could not connect: …, Cannot autolaunch D-Bus …
 *   no daemon, or it stopped          The name org.freedesktop.secrets was not provided by any .service files
 *   daemon restarted, old process     The name :1.1 was not provided by … (set: The session wrapping the secret does not exist)
 *   D-Bus forbids it                  Rejected send message, 2 matched rules; …
 *   disk full                         the secret, null   Couldn't create item: An error occurred on the device
 *   daemon hangs                      nothing for 25 s: the caller's time limit comes first
 *
 * A keyring file cut short or overwritten is dropped by the daemon, which starts a new one: there the entry is absent.
 * On a desktop with a prompter the first access to a locked keyring opens the system's unlock dialog and waits for it.
 *
 * macOS and Windows: after Apple's and Microsoft's lists of messages; not yet seen on those systems.
 */
const FAULTS: readonly (readonly [RegExp, KeychainFault["code"], boolean])[] = [
  [/locked collection|is locked|prompt (was )?dismissed|interaction is not allowed/i, "STORE_LOCKED", false],
  [
    /rejected send message|access ?denied|apparmor|not permitted|user canceled|passphrase you entered/i,
    "STORE_DENIED",
    false,
  ],
  [/failed to load keytar/i, "STORE_MISSING", false],
  [
    /autolaunch|address is empty|could not connect|dbus-launch|message bus|connection is closed/i,
    "STORE_MISSING",
    true,
  ],
  [/not provided by any|not activatable|session wrapping|no such secret/i, "STORE_MISSING", true],
  [/object does not exist|keychain (could not be found|does not exist)/i, "STORE_MISSING", true],
];

/** What a message of keytar means. Whatever isn't known is a refusal: the keychain is there and doesn't do it. */
export function keychainFault(message: string): KeychainFault {
  for (const [pattern, code, restartHelps] of FAULTS)
    if (pattern.test(message)) return { code, restartHelps };
  return { code: "STORE_DENIED", restartHelps: true };
}
