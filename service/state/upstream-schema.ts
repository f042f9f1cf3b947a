import { z } from "zod";
import { UPSTREAMS } from "../web/origins.ts";
import { serviceId } from "./organisation-schema.ts";

// The outside providers: who has an account there, and whom they refuse.

export const outsideAccount = z
  .strictObject({
    service: serviceId,
    method: z.enum(UPSTREAMS),
    sub: z
      .string()
      .min(1)
      .max(100)
      .describe("its subject at that provider; `external` of the user that it is linked to"),
    login: z.string().min(1).max(254).describe("what is typed: an address or an id"),
    password: z.string().min(1).max(200),
    name: z.string().max(100),
  })
  .describe("an account at an outside provider");
export type OutsideAccount = z.infer<typeof outsideAccount>;

export const embeddedViews = z
  .enum(["by-user-agent", "always", "never"])
  .describe(
    "does Google refuse embedded views (disallowed_useragent): if the user agent names Electron or a WebView, always, never",
  );
export type EmbeddedViews = z.infer<typeof embeddedViews>;

export const upstreamSetting = z.strictObject({
  refuseEmbedded: embeddedViews,
  accounts: z.array(outsideAccount),
});
export type UpstreamSetting = z.infer<typeof upstreamSetting>;
