import type { Route } from "../state/fault-schema.ts";
import type { Visit } from "./visit.ts";

/** Answers a request, or has it answered. */
export type Handler = (visit: Visit) => Promise<void> | void;

/** What answers a path of a host. */
export type Entry = {
  /** A path, or all paths below it when it ends in `/*`. */
  readonly at: string;
  /** What the path is called in faults (`POST /__admin/faults`). */
  readonly fault: Route;
  readonly handle: Handler;
};
