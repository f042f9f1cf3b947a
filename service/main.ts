import { parseArgs } from "node:util";
import { z } from "zod";
import type { ServiceId } from "../src/core/service/profile.ts";
import { adminSchemas, serviceId } from "./admin-schema.ts";
import { startReferenceService } from "./start.ts";

const USAGE = `storage-service [--port N] [--service ID] [--with-parent]
storage-service --schema

  --port N        port on loopback; 0 (default) = a free one
  --service ID    only this service: omakase, cowork, ot or codec
  --with-parent   end when standard input ends
  --schema        print the shapes of the ready line and of /__admin/
`;

const optionsShape = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  service: serviceId.optional(),
  "with-parent": z.boolean().default(false),
  schema: z.boolean().default(false),
  help: z.boolean().default(false),
});

function readOptions(): z.infer<typeof optionsShape> {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string" },
        service: { type: "string" },
        "with-parent": { type: "boolean" },
        schema: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    return optionsShape.parse(values);
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `--${issue.path.join(".")}: ${issue.message}`)
        : [String((error as Error).message)];
    process.stderr.write(`${why.join("\n")}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.schema) {
    process.stdout.write(`${JSON.stringify(adminSchemas(), null, 2)}\n`);
    return;
  }
  const services: readonly ServiceId[] | undefined =
    options.service === undefined ? undefined : [options.service];
  const service = await startReferenceService({
    port: options.port,
    ...(services === undefined ? {} : { services }),
  });
  const end = () => void service.close().then(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (options["with-parent"]) {
    process.stdin.on("end", end).on("error", end).resume();
  }
  process.stdout.write(`${JSON.stringify(service.ready)}\n`);
}

run().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(
    error.code === "EADDRINUSE" ? "the port is in use\n" : `${error.stack ?? error.message}\n`,
  );
  process.exit(1);
});
