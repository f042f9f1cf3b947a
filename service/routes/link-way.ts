import { setMail, setOutsideMethod, spendLink } from "../people/credentials.ts";
import type { Visit } from "../visit/visit.ts";
import { mailActiveDirectory } from "./active-directory.ts";
import type { MethodWay } from "./method-choice.ts";
import type { OwnLink } from "./own-link.ts";

/**
 * The way to another login method by a mailed link. Codec's brings a new address too (facts A38).
 * @param path of the link's page @param done shows what follows
 */
export function linkWay(
  visit: Visit,
  { user, link, ticket }: OwnLink,
  path: string,
  done: () => void,
): MethodWay {
  const query = new URLSearchParams({ ticket });
  return {
    user,
    at: (step) => `${path}${step}?${query}`,
    back: null,
    linked: (method, subject) => {
      spendLink(visit, link);
      setOutsideMethod(visit, user, method, subject);
      if (link.newMail !== null) setMail(visit, user, link.newMail, null);
      if (method === "active-directory") mailActiveDirectory(visit, user);
      done();
    },
  };
}
