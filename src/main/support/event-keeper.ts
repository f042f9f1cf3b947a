import type { RecordFile } from "../../core/ports.ts";
import {
  eventOf,
  type LoginEvent,
  type Seen,
  type Watched,
  watched,
  withEvent,
} from "../../core/support/login-events.ts";
import { type EventsRecord, readEvents } from "./events-file.ts";

export type EventKeeper = {
  /** To be told of every view; what it means is found out here. */
  saw(seen: Seen): void;
  /** The newest first. */
  list(): readonly LoginEvent[];
  /** Until what there was to write is written. */
  settle(): Promise<void>;
};

type Deps = {
  readonly file: RecordFile<EventsRecord>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What was kept has been read. */
  readonly changed: () => void;
  /** What couldn't be written is lost at the end of the program, and nothing else with it. */
  readonly failed: (thrown: unknown) => void;
};

/** The last events of one service's login, kept over a restart. */
export function createEventKeeper({ file, now, changed, failed }: Deps): EventKeeper {
  let before: Watched | null = null;
  let events: readonly LoginEvent[] = [];
  let queue: Promise<void> = readEvents(file).then((kept) => {
    // What happened while they were read comes after them.
    events = events.toReversed().reduce(withEvent, kept);
    if (kept.length > 0) changed();
  });

  return {
    saw(seen) {
      const after = watched(before, seen);
      const event = eventOf(before, after);
      before = after;
      if (event === null) return;
      events = withEvent(events, { at: new Date(now()).toISOString(), ...event });
      queue = queue.then(() => file.write({ version: 1, events })).catch(failed);
    },
    list: () => events,
    settle: () => queue,
  };
}
