import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { adminSchemas } from "./admin/schema.ts";
import { startReferenceService } from "./start.ts";
import { DataFileError } from "./state/data-file.ts";
import { type Seed, seed, serviceId } from "./state/organisation-schema.ts";
import { withoutUndefined } from "./state/without-undefined.ts";

const USAGE = `storage-service [--port N] [--service ID] [--data FILE] [--seed FILE] [--tls] [--with-parent]
storage-service --schema

  --port N        port on loopback; 0 = a free one (default: the data file's, else a free one)
  --service ID    only this service: omakase, cowork, ot or codec
  --data FILE     keeps everything in this file over a restart
  --seed FILE     the organisation to start with, as JSON (--schema)
  --tls           https, under a test CA of its own
  --with-parent   end when standard input ends
  --schema        print the shapes of the ready line and of /__admin/
`;

const optionsShape = z.object({
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  service: serviceId.optional(),
  data: z.string().min(1).optional(),
  seed: z.string().min(1).optional(),
  tls: z.boolean().default(false),
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
        data: { type: "string" },
        seed: { type: "string" },
        tls: { type: "boolean" },
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

/** @throws DataFileError when it isn't one */
function readSeed(path: string): Seed {
  const text = seedText(path);
  try {
    return seed.parse(JSON.parse(text));
  } catch (error) {
    const places = error instanceof z.ZodError ? `\n${z.prettifyError(error)}` : "";
    throw new DataFileError(
      `${path}: isn't a seed file; \`storage-service --schema\` shows its shape.${places}`,
    );
  }
}

/** Written by hand: Notepad puts a mark before it. */
function seedText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    throw new DataFileError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code}).`);
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
  const { port, service: only, data, tls } = options;
  const service = await startReferenceService({
    tls,
    ...withoutUndefined({ port, data }),
    ...(only === undefined ? {} : { services: [only] }),
    ...(options.seed === undefined ? {} : { seed: readSeed(options.seed) }),
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
  const bad = error instanceof DataFileError;
  const taken = "the port is in use; name another with --port";
  const why = bad ? error.message : error.code === "EADDRINUSE" ? taken : (error.stack ?? error.message);
  process.stderr.write(`${why}\n`);
  process.exit(bad ? 2 : 1);
});
