import { expect, test } from "vitest";
import type { CheckId } from "../../core/doctor/checks.ts";
import { CHECK_IDS } from "../../core/doctor/checks.ts";
import { concluded, type Finding, type Found } from "../../core/doctor/report.ts";
import { findingOf } from "./finding.ts";

/** The report where these checks found this and the others nothing. */
function reportOf(found: Partial<Record<CheckId, Finding>>) {
  const ok: Finding = { is: "ok", facts: {} };
  const all = CHECK_IDS.map((id): [CheckId, Found] => [id, { finding: found[id] ?? ok, ms: 1 }]);
  return concluded(Object.fromEntries(all) as Record<CheckId, Found>, { hosts: [], ms: 1 });
}

test.each<[string, Partial<Record<CheckId, Finding>>, ReturnType<typeof findingOf>]>([
  ["nothing", {}, null],
  ["a warning keeps nobody from logging in", { tray: { is: "warn", cause: "APP_NO_TRAY", facts: {} } }, null],
  ["IPv6 that is off", { ipv6: { is: "warn", cause: "LINE_IP_SIX_OFF", facts: {} } }, "LINE_IP_SIX_OFF"],
  [
    "IPv6 behind another warning",
    {
      disk: { is: "warn", cause: "APP_DISK_LOW", facts: {} },
      ipv6: { is: "warn", cause: "LINE_IP_SIX_OFF", facts: {} },
    },
    "LINE_IP_SIX_OFF",
  ],
  [
    "a failure before IPv6",
    {
      keychain: { is: "fail", cause: "STORE_LOCKED", facts: {} },
      ipv6: { is: "warn", cause: "LINE_IP_SIX_OFF", facts: {} },
    },
    "STORE_LOCKED",
  ],
  ["a proxy", { proxy: { is: "fail", cause: "NET_PROXY", facts: { route: "PROXY p:1" } } }, "NET_PROXY"],
])("of a report: %s", (_what, found, finding) => {
  expect(findingOf(reportOf(found))).toBe(finding);
});
