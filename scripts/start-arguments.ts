import { parseArgs } from "node:util";
import { z } from "zod";
import type { ServiceId } from "../src/core/service/profile.ts";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";

export const startUsage = `npm start -- [--demo] [--service ${SERVICE_IDS.join("|")}] [--remote-debugging-port=N]

  --demo                       play the demonstration, also where there is a display (one service, or --service all)
  --service ID                 which of the services; omakase when left out
  --remote-debugging-port=N    let a CDP client see and press the client's windows
`;

export type StartArguments =
  | { kind: "demo"; demoArgs: string[] }
  | { kind: "interactive"; service: ServiceId; clientArgs: string[] }
  | { kind: "refused"; why: string };

const service = z.enum(SERVICE_IDS);
const port = z.string().regex(/^\d{1,5}$/);

/**
 * @param display whether a person can see windows here; without one it is the demonstration, unless a debugging port is
 * asked for
 */
export function readStartArguments(
  args: readonly string[],
  { display }: { display: boolean },
): StartArguments {
  const refused = (why: string): StartArguments => ({ kind: "refused", why });
  let values: { demo?: boolean; service?: string[]; "remote-debugging-port"?: string; break?: string };
  try {
    values = parseArgs({
      args: [...args],
      options: {
        demo: { type: "boolean" },
        service: { type: "string", multiple: true },
        "remote-debugging-port": { type: "string" },
        break: { type: "string" },
      },
    }).values;
  } catch {
    return refused("Unknown argument, or a value is missing.");
  }
  const services = values.service ?? [SERVICE_IDS[0] ?? "omakase"];
  const debugging = values["remote-debugging-port"];
  if (debugging !== undefined && !port.safeParse(debugging).success)
    return refused("The port isn't a number.");
  // Whoever asks for the port wants to press the windows, seen or not.
  if (values.demo || (!display && debugging === undefined)) {
    const unknown = services.find((id) => id !== "all" && !service.safeParse(id).success);
    if (unknown !== undefined) return refused(`There is no service ${unknown}.`);
    const broken = values.break === undefined ? [] : ["--break", values.break];
    return { kind: "demo", demoArgs: [...services.flatMap((id) => ["--service", id]), ...broken] };
  }
  const [wanted, ...more] = services;
  const one = service.safeParse(wanted);
  if (!one.success || more.length > 0) return refused("--service takes one of the four services.");
  return {
    kind: "interactive",
    service: one.data,
    clientArgs: debugging === undefined ? [] : [`--remote-debugging-port=${debugging}`],
  };
}
