import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { win32 } from "node:path";
import { promisify } from "node:util";
import type { OsAccount } from "../../core/login/login-hint.ts";

const LIMIT_MS = 5_000;
const exec = promisify(execFile);

/** Who is logged on to this PC. Never rejects: what the OS doesn't tell is null. */
export async function osAccount(): Promise<OsAccount> {
  return { user: user(), upn: process.platform === "win32" ? await upn() : null };
}

function user(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // nobody has this number (`os.userInfo`)
  }
}

/** Windows' own `whoami /upn` asks the domain's directory; it fails for an account of the PC alone. */
async function upn(): Promise<string | null> {
  const program = win32.join(process.env.SystemRoot ?? "C:\\Windows", "System32", "whoami.exe");
  const asked = exec(program, ["/upn"], { timeout: LIMIT_MS, windowsHide: true });
  return asked.then(
    ({ stdout }) => upnIn(stdout),
    () => null,
  );
}

export function upnIn(output: string): string | null {
  const text = output.trim();
  return /^[^\s@]+@[^\s@]+$/u.test(text) ? text : null;
}
