import type { ErrorCode } from "../../core/errors.ts";

/**
 * What a failed page load means, by Chromium's number (net/base/net_error_list.h); null when it is no failure:
 * -3 is a navigation that we or the page replaced by another.
 */
export function loadErrorCode(code: number): ErrorCode | null {
  if (code === -3 || code === 0) return null;
  if (code === -106) return "NET_OFFLINE";
  if (code === -105 || code === -137 || (code <= -800 && code > -900)) return "NET_DNS";
  if (code === -7 || code === -118) return "NET_TIMEOUT";
  if (code === -130 || code === -111 || code === -115 || code === -127) return "NET_PROXY";
  if (code === -202) return "NET_TLS_INSPECTION";
  if ((code <= -200 && code > -300) || code === -107 || code === -113 || code === -117) return "NET_TLS";
  return "NET_SERVER";
}
