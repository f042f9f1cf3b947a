import { type OsKind, SERVICE_NUMBERS } from "../core/support/numbers.ts";
import { ageOf, supportCode } from "../core/support/support-code.ts";
import type { View } from "./view.ts";

/** What the person reads out on the phone. @param now ms since 1970 */
export function supportCodeOf(
  view: Pick<View, "service" | "version" | "doing" | "reason" | "lastError" | "finding" | "since" | "os">,
  now: number,
): string {
  const { service, version, doing, reason, lastError, finding, since, os } = view;
  const [major = 0, minor = 0, patch = 0] = version
    .split(/[.+-]/u)
    .map((part) => Number.parseInt(part, 10) || 0);
  return supportCode({
    service: isBuiltIn(service.id) ? service.id : null,
    version: { major, minor, patch },
    doing,
    error: reason ?? lastError,
    finding,
    os,
    age: ageOf(now - Date.parse(since)),
  });
}

/** @param platform as Node names it (`process.platform`) */
export function osKind(platform: string): OsKind {
  const kinds: Readonly<Record<string, OsKind>> = { win32: "windows", darwin: "macos", linux: "linux" };
  return kinds[platform] ?? "other";
}

function isBuiltIn(id: string): id is keyof typeof SERVICE_NUMBERS {
  return Object.hasOwn(SERVICE_NUMBERS, id);
}
