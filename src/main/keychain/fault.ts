import type { ErrorCode } from "../../core/errors.ts";

type StoreCode = Extract<ErrorCode, `STORE_${string}`>;

export type KeychainFault = {
  readonly code: Exclude<StoreCode, "STORE_TIMEOUT" | "STORE_PC_UNKNOWN" | "STORE_RECORD_UNREAD">;
  /** A new process may succeed where this one failed. */
  readonly restartHelps: boolean;
};

/*
 * keytar hands on the words of the library below it, and nothing else (async.cc: `SetError(error.c_str())`): the one
 * place where an error is told by its text. Whoever adds a line says where the text was seen.
 *
 * Linux: seen with libsecret 0.20 and gnome-keyring 42, in the C locale that the process sets
 * (tests/integration/keychain.test.ts).
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
 *   its file can't be written         the secret, null   Couldn't create item: An error occurred on the device
 *   daemon hangs                      nothing for 25 s: the caller's time limit comes first
 *
 * A keyring file cut short or overwritten is dropped by the daemon, which starts a new one: there the entry is absent.
 * On a desktop with a prompter each access to a locked keyring but a deletion opens the system's unlock dialog and waits
 * for it; closed, the answers are those of the line "locked".
 */
type Fault = readonly [RegExp, KeychainFault["code"], boolean];
const LINUX: readonly Fault[] = [
  [/locked collection|is locked|prompt (was )?dismissed/i, "STORE_LOCKED", false],
  [/rejected send message|access ?denied|apparmor/i, "STORE_DENIED", false],
  [/error occurred on the device/i, "STORE_FULL", false],
  [
    /autolaunch|address is empty|could not connect|dbus-launch|message bus|connection is closed/i,
    "STORE_MISSING",
    true,
  ],
  [/not provided by any|not activatable|session wrapping|no such secret/i, "STORE_MISSING", true],
  [/object does not exist/i, "STORE_MISSING", true],
];

/*
 * macOS, not yet run there. keytar_mac.cc passes on SecCopyErrorMessageString; the texts are those of Apple's SecBase.h
 * for errSecInteractionNotAllowed (-25308), errSecUserCanceled (-128), errSecAuthFailed (-25293),
 * errSecNoSuchKeychain (-25294), errSecNoDefaultKeychain (-25307), errSecNotAvailable (-25291),
 * errSecReadOnly (-25292), errSecInvalidKeychain (-25295); "UNIX[…]" is atom/node-keytar#147. The function asks
 * CFStringGetCStringPtr, which has nothing for a text that isn't ASCII: on a Japanese macOS every one of them may come
 * as "An unknown error occurred.", and then the state is a guess.
 */
const MACOS: readonly Fault[] = [
  [/interaction is not allowed|in dark wake/i, "STORE_LOCKED", false],
  [/user canceled|passphrase you entered|no access for this item|not permitted/i, "STORE_DENIED", false],
  [/keychain cannot be modified/i, "STORE_DENIED", false],
  [/keychain (could not be found|does not exist)|no keychain is available/i, "STORE_MISSING", true],
  [/UNIX\[No such file/i, "STORE_MISSING", true],
  [/UNIX\[(No space left|Disc quota)|disk is full/i, "STORE_FULL", false],
  [/not a valid keychain file/i, "STORE_CORRUPT", false],
];

/*
 * Windows, not yet run there. keytar_win.cc passes on FormatMessage for ERROR_NOT_ENOUGH_MEMORY (8: the Credential
 * Manager takes no further entry, atom/node-keytar#472), ERROR_DISK_FULL (112), ERROR_ACCESS_DENIED (5),
 * ERROR_NO_SUCH_LOGON_SESSION (1312: a policy forbids to keep credentials, or a logon without a credential set, after
 * Microsoft's CredWriteW), ERROR_SERVICE_DISABLED (1058), RPC_S_SERVER_UNAVAILABLE (1722). The text is in the
 * system's language and code page and is read as UTF-8: on a Japanese Windows it arrives unreadable (the same issue),
 * and then all that is known is that the store refused.
 */
const WINDOWS: readonly Fault[] = [
  [/not enough (memory resources|storage|space)/i, "STORE_FULL", false],
  [/access is denied|logon session does not exist/i, "STORE_DENIED", false],
  [/service cannot be started|RPC server is unavailable/i, "STORE_MISSING", true],
];

const FAULTS: readonly Fault[] = [
  [/failed to load keytar/i, "STORE_MISSING", false],
  ...LINUX,
  ...MACOS,
  ...WINDOWS,
];

/** What a message of keytar means. Whatever isn't known is a refusal: the keychain is there and doesn't do it. */
export function keychainFault(message: string): KeychainFault {
  for (const [pattern, code, restartHelps] of FAULTS)
    if (pattern.test(message)) return { code, restartHelps };
  return { code: "STORE_DENIED", restartHelps: true };
}
