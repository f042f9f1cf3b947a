import type { ServiceId } from "../../src/core/service/profile.ts";
import { login } from "./walk-login.ts";
import { selfService } from "./walk-self-service.ts";
import type { Walker } from "./walker.ts";

/** A chapter of the manuals, walked in a real browser. */
export type Chapter = {
  readonly title: string;
  /** Its number in each service's manual; a service that isn't named doesn't have it. */
  readonly number: Readonly<Partial<Record<ServiceId, string>>>;
  /** Services that differ here from the one whose manual is walked in full by `npm test`. */
  readonly differs: readonly ServiceId[];
  readonly walk: (walker: Walker) => Promise<void>;
};

export const CHAPTERS: readonly Chapter[] = [...login, ...selfService];
