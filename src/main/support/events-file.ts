import { join } from "node:path";
import { z } from "zod";
import { isErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import { EVENTS_KEPT, LOGIN_EVENTS, type LoginEvent } from "../../core/support/login-events.ts";
import { createRecordFile, type RecordFormat, readOnly } from "../files/record-file.ts";

/** What is kept of the last events: times, names and codes. Beside the session's record, one file a service. */
export type EventsRecord = { readonly version: 1; readonly events: readonly LoginEvent[] };

const event: z.ZodType<LoginEvent> = z.object({
  at: z.iso.datetime(),
  what: z.enum(LOGIN_EVENTS),
  // A code that another version knew.
  code: z
    .string()
    .nullable()
    .transform((code) => (code !== null && isErrorCode(code) ? code : null)),
});

/** An event that isn't understood is left out, and the others are read. */
export const eventsFormat: RecordFormat<EventsRecord> = {
  schema: z.object({
    version: z.literal(1),
    events: z.array(z.unknown()).transform((events) =>
      events
        .flatMap((one) => {
          const { data } = event.safeParse(one);
          return data === undefined ? [] : [data];
        })
        .slice(0, EVENTS_KEPT),
    ),
  }),
  newest: 1,
};

/** @param dataDir where what is kept of a session lies, absolute */
export function createEventsFile(dataDir: string, service: string): RecordFile<EventsRecord> {
  return createRecordFile(eventsPath(dataDir, service), eventsFormat);
}

/** The same, looked at from outside the client: nothing is mended or set aside. Never rejects. */
export async function lookAtEvents(dataDir: string, service: string): Promise<readonly LoginEvent[]> {
  return (await readOnly(eventsPath(dataDir, service), eventsFormat))?.events ?? [];
}

function eventsPath(dataDir: string, service: string): string {
  return join(dataDir, "services", service, "events.json");
}

/** The newest first; none where there is no file or none that can be read. Never rejects. */
export async function readEvents(
  file: Pick<RecordFile<EventsRecord>, "read">,
): Promise<readonly LoginEvent[]> {
  return file.read().then(
    ({ value }) => value?.events ?? [],
    () => [],
  );
}
