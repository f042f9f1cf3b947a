import { AppError } from "../../core/errors.ts";
import type { Channels } from "../../shared/ipc.ts";
import type { View } from "../../shared/view.ts";

type Change = Channels["settings:set"]["request"];

/**
 * What a person may change of what they want to; what IT fixed is left out.
 * @throws AppError `IPC_REJECTED` for a service that isn't offered
 */
export function wantedSettings(
  { locked, services }: Pick<View, "locked" | "services">,
  { language, startupLogin, service, proxy, notifications, autostart }: Change,
) {
  if (service !== undefined && !services.some(({ id }) => id === service)) throw new AppError("IPC_REJECTED");
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
