import type { PageSnapshot } from "../../core/login/page.ts";
import { recognise } from "../../core/login/screen.ts";
import type { Profile } from "../../core/service/profile.ts";

/** The last page of a login that the client didn't know for certain; in memory only, until the PC is forgotten. */
export function createUnrecognisedPage(profile: Profile): {
  saw(page: PageSnapshot): void;
  get(): PageSnapshot | null;
  forget(): void;
} {
  let last: PageSnapshot | null = null;
  return {
    saw(page) {
      const isPage = page.controls.length > 0 || page.lines.length > 0;
      if (isPage && recognise(page, profile).sure !== "certain") last = page;
    },
    get: () => last,
    forget() {
      last = null;
    },
  };
}
