import { z } from "zod";
import type { CommandOption } from "../src/shared/command-line.ts";

/** What was written, undefined when nothing was; the value that the request holds. */
export function valueSchema(option: CommandOption): z.ZodType {
  switch (option.kind) {
    case "flag":
      return z.boolean().default(false);
    case "file":
      // `-` would be the standard output, which a ZIP would spoil.
      return z
        .string()
        .min(1)
        .max(4_096)
        .refine((path) => path !== "-" && !path.includes("\0"))
        .nullable()
        .default(null);
    case "seconds":
      return z
        .string()
        .regex(/^\d{1,6}$/u)
        .transform(Number)
        .pipe(z.number().max(option.most))
        .default(option.unless);
  }
}
