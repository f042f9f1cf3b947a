import { z } from "zod";
import type { PageSnapshot } from "../../core/login/page.ts";

const text = z.string().max(1_000);
const line = z.string().max(4_000);
const address = z.string().max(8_000);

const sending = {
  action: address,
  method: z.enum(["get", "post", "dialog"]),
  target: text,
  enctype: text,
};

const control = z.strictObject({
  kind: z.enum([
    "text",
    "password",
    "radio",
    "checkbox",
    "list",
    "submit",
    "button",
    "link",
    "hidden",
    "other",
  ]),
  form: z.int().nonnegative().nullable(),
  name: text,
  label: text,
  accessibleName: text,
  rendered: z.boolean(),
  seen: z.boolean(),
  checked: z.boolean(),
  enabled: z.boolean(),
  sends: z.strictObject(sending).nullable(),
});

/** What the page script answered: a remote page's document stands behind it, so it is parsed like any other input. */
export const pageSnapshotSchema = z.strictObject({
  origin: text,
  path: address,
  title: text,
  headings: z.array(text).max(50),
  forms: z
    .array(
      z.strictObject({
        ...sending,
        lines: z.array(line).max(200),
        unseenLines: z.array(line).max(200),
        hidden: text,
      }),
    )
    .max(50),
  controls: z.array(control).max(100),
  links: z.array(text).max(100),
  alerts: z.array(text).max(50),
  lines: z.array(line).max(200),
  unseenLines: z.array(line).max(200),
  opaque: z.int().nonnegative(),
  truncated: z.boolean(),
}) satisfies z.ZodType<PageSnapshot>;
