/** Chromium's net error codes that a window can meet (net/base/net_error_list.h); Electron reports code and name. */
import { words } from "./loud.ts";

const codes = new Map(
  words(`
  FAILED:-2 ABORTED:-3 TIMED_OUT:-7 ACCESS_DENIED:-10 BLOCKED_BY_CLIENT:-20 NETWORK_CHANGED:-21
  BLOCKED_BY_RESPONSE:-27 CONNECTION_CLOSED:-100 CONNECTION_RESET:-101 CONNECTION_REFUSED:-102
  CONNECTION_ABORTED:-103 CONNECTION_FAILED:-104 NAME_NOT_RESOLVED:-105 INTERNET_DISCONNECTED:-106
  SSL_PROTOCOL_ERROR:-107 ADDRESS_UNREACHABLE:-109 TUNNEL_CONNECTION_FAILED:-111
  SSL_VERSION_OR_CIPHER_MISMATCH:-113 PROXY_AUTH_UNSUPPORTED:-115 CONNECTION_TIMED_OUT:-118
  PROXY_CONNECTION_FAILED:-130 NAME_RESOLUTION_FAILED:-137 CERT_COMMON_NAME_INVALID:-200
  CERT_DATE_INVALID:-201 CERT_AUTHORITY_INVALID:-202 CERT_CONTAINS_ERRORS:-203 CERT_REVOKED:-206
  CERT_INVALID:-207 CERT_WEAK_SIGNATURE_ALGORITHM:-208 CERT_WEAK_KEY:-211
  CERT_NAME_CONSTRAINT_VIOLATION:-212 CERT_VALIDITY_TOO_LONG:-213 CERT_KNOWN_INTERCEPTION_BLOCKED:-217
  INVALID_URL:-300 DISALLOWED_URL_SCHEME:-301 UNKNOWN_URL_SCHEME:-302 TOO_MANY_REDIRECTS:-310
  UNSAFE_REDIRECT:-311 UNSAFE_PORT:-312 INVALID_RESPONSE:-320 UNEXPECTED_PROXY_AUTH:-323
  EMPTY_RESPONSE:-324 HTTP_RESPONSE_CODE_FAILURE:-379`).map((entry) => {
    const [name, code] = entry.split(":");
    return [`ERR_${name}`, Number(code)];
  }),
);

export type NetError = { readonly code: number; readonly description: string };

/** `net::ERR_X` → code and name; a name that isn't in the table becomes ERR_FAILED's number with its own name kept. */
export function netError(text: string): NetError {
  const description = text.replace(/^net::/, "");
  return { code: codes.get(description) ?? -2, description };
}
