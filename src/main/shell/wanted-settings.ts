import { AppError } from "../../core/errors.ts";
import type { Channels } from "../../shared/ipc.ts";
import type { ShellSettings } from "./shell-view.ts";

type Change = Channels["settings:set"]["request"];

/**
 * What a person may change of what they want to; what IT fixed is left out.
 * @throws AppError `IPC_REJECTED` for a service that isn't offered
 */
export function wantedSettings(
  { locked, services }: Pick<ShellSettings, "locked" | "services">,
  { language, startupLogin, service }: Change,
) {
  if (service !== undefined && !services.some(({ id }) => id === service)) throw new AppError("IPC_REJECTED");
  const isFree = (name: keyof Change) => !locked.includes(name);
  return {
    ...(language !== undefined && isFree("language") && { language }),
    ...(startupLogin !== undefined && isFree("startupLogin") && { startupLogin }),
    ...(service !== undefined && isFree("service") && { service }),
  };
}
