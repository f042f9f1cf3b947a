import { z } from "zod";
import { checkConnectionId } from "../../src/core/rules/active-directory.ts";
import type { Visit } from "../visit/visit.ts";

export const connectionIdField = z
  .string("接続IDを入力してください。")
  .min(1, "接続IDを入力してください。")
  .max(100, "接続IDが長すぎます。");

/** @returns null for the 接続ID of this service's contract (facts A43); it is there once 契約者 has set it up (facts A42) */
export function connectionIdProblem({ state, service }: Visit, typed: string): string | null {
  const verdict = checkConnectionId(service, typed);
  if (verdict.outcome === "refused") return "接続IDは「adfs-」で始まります。";
  const known = state.contract(service).activeDirectory?.connectionId.toLowerCase();
  return verdict.value.normalised.toLowerCase() === known
    ? null
    : "接続IDが違います。契約者にご確認ください。";
}
