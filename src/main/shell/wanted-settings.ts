import { AppError } from "../../core/errors.ts";
import type { Channels } from "../../shared/ipc.ts";
import type { View } from "../../shared/view.ts";

type Change = Channels["settings:set"]["request"];

/** Null: not their choice any more. Whether the client starts with the PC lies with the OS, and is on or off. */
export type WantedSettings = { readonly [K in Exclude<keyof Change, "autostart">]?: Change[K] | null } & Pick<
  Change,
  "autostart"
>;

/**
 * What a person may change of what they want to; what IT fixed is left out.
 * @throws AppError `IPC_REJECTED` for a service that isn't offered
 */
export function wantedSettings(
  { locked, services }: Pick<View, "locked" | "services">,
  { language, startupLogin, service, proxy, notifications, autostart }: WantedSettings,
) {
  const isOffered = service === undefined || service === null || services.some(({ id }) => id === service);
  if (!isOffered) throw new AppError("IPC_REJECTED");
  const isFree = (name: keyof Change) => locked[name] === undefined;
  return {
    ...(language !== undefined && isFree("language") && { language }),
    ...(startupLogin !== undefined && isFree("startupLogin") && { startupLogin }),
    ...(service !== undefined && isFree("service") && { service }),
    ...(proxy !== undefined && isFree("proxy") && { proxy }),
    ...(notifications !== undefined && isFree("notifications") && { notifications }),
    ...(autostart !== undefined && isFree("autostart") && { autostart }),
  };
}
