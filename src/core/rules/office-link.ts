import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { accepted, type Verdict } from "./verdict.ts";

export type OfficePath = { readonly goesOver: "internet" | "unknown" };

/** Office連携 goes over the Internet even with line authentication (facts A48). */
export function officePath(service: ServiceId): Verdict<OfficePath, { readonly code: "not-stated" }> {
  const certainty = MANUALS[service].officeOverInternet;
  return certainty === "stated"
    ? accepted({ goesOver: "internet" }, ["A48"])
    : accepted({ goesOver: "unknown" }, ["A48"], { advice: [{ code: "not-stated" }], certainty });
}
