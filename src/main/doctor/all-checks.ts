import type { CheckId } from "../../core/doctor/checks.ts";
import type { Check } from "./check.ts";
import { policy } from "./checks/01-policy.ts";
import { disk } from "./checks/02-disk.ts";
import { network } from "./checks/03-network.ts";
import { proxy } from "./checks/04-proxy.ts";
import { dns } from "./checks/05-dns.ts";
import { portal } from "./checks/06-portal.ts";
import { clock } from "./checks/07-clock.ts";
import { tls } from "./checks/08-tls.ts";
import { service } from "./checks/09-service.ts";
import { lineName } from "./checks/10-line-name.ts";
import { ipv6 } from "./checks/11-ipv6.ts";
import { line } from "./checks/12-line.ts";
import { operator } from "./checks/13-operator.ts";
import { discovery } from "./checks/14-discovery.ts";
import { keys } from "./checks/15-keys.ts";
import { keychain } from "./checks/16-keychain.ts";
import { record } from "./checks/17-record.ts";
import { browser } from "./checks/18-browser.ts";
import { autostart } from "./checks/19-autostart.ts";
import { tray } from "./checks/20-tray.ts";
import { versions } from "./checks/21-versions.ts";

/** One for each; the file has its number. */
export const ALL_CHECKS: Readonly<Record<CheckId, Check>> = {
  policy,
  disk,
  network,
  proxy,
  dns,
  portal,
  clock,
  tls,
  service,
  "line-name": lineName,
  ipv6,
  line,
  operator,
  discovery,
  keys,
  keychain,
  record,
  browser,
  autostart,
  tray,
  versions,
};
