import { z } from "zod";
import { NO_ANSWER } from "../../../core/doctor/network-findings.ts";
import { answerError, NetworkError } from "../../network/network-error.ts";
import type { Check } from "../check.ts";

/** What of a key set tells that it is one (RFC 7517 5). */
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** The keys that the provider signs with. On another host than the profile's they aren't asked for. */
export const keys: Check = async ({ mayAsk, metadata, now, outbound }, signal) => {
  if (metadata === null) return NO_ANSWER;
  const url = (await metadata().catch(() => null))?.jwks_uri;
  if (url === undefined) return NO_ANSWER;
  if (!mayAsk(url)) return { is: "not-here", facts: { elsewhere: new URL(url).hostname } };
  const answer = await outbound.fetch(url, { signal });
  if (answer.status !== 200) throw answerError(answer, now());
  const { data } = keySet.safeParse(await answer.json().catch(() => null));
  if (data === undefined) throw new NetworkError("NET_UNEXPECTED_ANSWER", "no key set");
  return { is: "ok", facts: { keys: data.keys.length } };
};
