import { z } from "zod";
import type { PageSnapshot } from "../../core/login/page.ts";

const text = z.string().max(1_000);

/** What the page script answered: a remote page's document stands behind it, so it is parsed like any other input. */
export const pageSnapshotSchema = z.strictObject({
  origin: text,
  path: z.string().max(8_000),
  title: text,
  headings: z.array(text).max(50),
  fields: z
    .array(
      z.strictObject({
        kind: z.enum(["text", "password", "radio", "checkbox", "other"]),
        label: text,
        checked: z.boolean(),
        enabled: z.boolean(),
      }),
    )
    .max(100),
  buttons: z.array(z.strictObject({ label: text, enabled: z.boolean() })).max(100),
  links: z.array(text).max(100),
  alerts: z.array(text).max(50),
  lines: z.array(text).max(100),
  frames: z.number().int().nonnegative(),
}) satisfies z.ZodType<PageSnapshot>;
