import { z } from "zod";
import { BRANCHES } from "../../core/recovery/branches.ts";
import type { BranchId } from "../../core/recovery/known.ts";

/** Leads into the client from mails and pages; never a redirect URI of a login (those are on loopback). */
export const LINK_SCHEME = "storage-drive";

/** No link of ours is longer. */
const LONGEST_LINK = 100;
/** All of it: no other host, path, parameter or fragment. A browser may put a slash after the host. */
const GUIDE_LINK = new RegExp(`^${LINK_SCHEME}://guide/?(?:\\?step=(?<step>[a-z0-9-]+))?$`, "u");

/** `storage-drive://guide`, or with `?step=` a branch of the recovery guide. Answers the branch. */
const guideLink = z
  .string()
  .max(LONGEST_LINK)
  .regex(GUIDE_LINK)
  .transform((link, context): BranchId | undefined => {
    const step = GUIDE_LINK.exec(link)?.groups?.step;
    if (step === undefined || isBranch(step)) return step;
    context.addIssue({ code: "custom", message: "no such step" });
    return z.NEVER;
  });

/** What the arguments of a start, or the OS, want opened. */
export type Wanted =
  | { readonly open: "guide"; readonly step: BranchId | undefined }
  /** A link that isn't one of ours: it opens nothing. */
  | { readonly open: "nothing"; readonly why: "several-links" | "not-a-link-of-ours" }
  /** There is no link. */
  | null;

/** @param args of a process, as whoever starts it writes them (reliability 7) */
export function wantedBy(args: readonly string[]): Wanted {
  const [link, ...more] = args.filter(isLink);
  if (link === undefined) return null;
  if (more.length > 0) return { open: "nothing", why: "several-links" };
  const parsed = guideLink.safeParse(link);
  return parsed.success
    ? { open: "guide", step: parsed.data }
    : { open: "nothing", why: "not-a-link-of-ours" };
}

/** Whatever somebody could take for one: such an argument is never taken for a plain start. */
function isLink(arg: string): boolean {
  return arg.trim().toLowerCase().startsWith(`${LINK_SCHEME}:`);
}

function isBranch(step: string): step is BranchId {
  return Object.hasOwn(BRANCHES, step);
}
