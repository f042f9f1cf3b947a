import type { ServiceId } from "../core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../core/service/profiles.ts";

/** The services whose manuals the core knows, by name. */
export const MANUAL_SERVICES: readonly { readonly id: ServiceId; readonly name: string }[] = SERVICE_IDS.map(
  (id) => ({ id, name: PROFILES[id].name }),
);

/** The service that a profile's id or a choice names; null = it has no manual here. */
export function manualService(id: string): ServiceId | null {
  return SERVICE_IDS.find((one) => one === id) ?? null;
}
