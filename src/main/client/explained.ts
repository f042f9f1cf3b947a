import type { ErrorCode } from "../../core/errors.ts";
import type { Reaching } from "../../core/session/network-cause.ts";
import type { ClientDeps } from "./ports.ts";

/** The cause of a failure: the state machines get causes, never symptoms (reliability 27). Never rejects. */
export async function explained(
  { explain, log }: Pick<ClientDeps, "explain" | "log">,
  failed: ErrorCode,
  reaching: Reaching,
): Promise<ErrorCode> {
  if (!failed.startsWith("NET_")) return failed;
  const found = await explain(failed, reaching);
  log("network", "explained", { from: failed, code: found, kind: reaching });
  return found;
}
