import { z } from "zod";

// The PC that the person sits at, and the line that it comes from.

export const lineSetting = z
  .strictObject({
    region: z.enum(["east", "west", "other"]).describe("other = not a line of NTT東/西"),
    number: z.string().max(40).describe("回線番号 of the line that the PC comes from"),
    ipv6: z.boolean(),
  })
  .describe("the line that the PC comes from (line authentication)");
export type LineSetting = z.infer<typeof lineSetting>;

export const pcSetting = z
  .strictObject({
    domain: z
      .boolean()
      .describe("the PC is in the Active Directory domain: its sign-in page is skipped (facts A45)"),
    account: z
      .string()
      .max(254)
      .nullable()
      .default(null)
      .describe("who is signed in to Windows, user@domain; null = the first account of the domain"),
  })
  .describe("the PC that the person sits at");
export type PcSetting = z.infer<typeof pcSetting>;
