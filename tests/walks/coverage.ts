import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { CHAPTERS } from "./chapters.ts";
import { type Screen, screensOf } from "./screens.ts";

/** A chapter that was walked to its end in one service, and the screens that were seen on the way. */
export type Walked = {
  readonly service: ServiceId;
  readonly chapter: string;
  readonly screens: readonly Screen[];
};

export const COVERAGE = fileURLToPath(new URL("../../docs/coverage.md", import.meta.url));

/** docs/coverage.md, of the results of one run that walked everything. */
export function coverageDoc(walked: readonly Walked[]): string {
  const rows = CHAPTERS.map(({ title, number }) => {
    const cells = SERVICE_IDS.map((service) => {
      if (number[service] === undefined) return "–";
      const found = walked.find((one) => one.service === service && one.chapter === title);
      return found === undefined ? "**not walked**" : cell(number[service], found.screens);
    });
    return `| ${[title, ...cells].join(" | ")} |`;
  });
  const seen = SERVICE_IDS.map((service) => {
    const screens = new Set(walked.filter((one) => one.service === service).flatMap((one) => one.screens));
    const missing = screensOf(service).filter((screen) => !screens.has(screen));
    const all = screensOf(service).length;
    return `| ${PROFILES[service].name} | ${all - missing.length} of ${all} | ${missing.join(", ") || "–"} |`;
  });
  return `# Coverage

Written by \`npm run test:all\` from what its walks saw in a real browser; don't edit by hand. \`npm test\` walks one service in full, the others where they differ, and holds this page against what it saw.

A cell is the chapter's number in that service's manual and the screens that were seen on the way (their numbers are those of the manuals' screens; each was checked for its title and for the fields, buttons, links and words that the manual names, the first time by axe too). – means that the manual has no such chapter.

| chapter | ${SERVICE_IDS.join(" | ")} |
|---|${SERVICE_IDS.map(() => "---|").join("")}
${rows.join("\n")}

| service | screens seen | not seen |
|---|---|---|
${seen.join("\n")}

codec's B16′, B17′ and B25 are counted as B16, B17 and B24. B43 is the client's own, shown by \`tests/e2e\` and the demonstration. Of B44 the client has the start with the PC (in its settings) and the proxy (by policy); it mounts nothing, so it has neither drive letter nor cache.
`;
}

const cell = (number: string, screens: readonly Screen[]) => `${number}: ${screens.join(", ")}`;

/** What the page says of a chapter in a service; undefined when it says nothing. */
export function documented(chapter: string, service: ServiceId): string | undefined {
  const row = readFileSync(COVERAGE, "utf8")
    .split("\n")
    .find((line) => line.startsWith(`| ${chapter} |`));
  return row?.split(" | ")[SERVICE_IDS.indexOf(service) + 1]?.replace(/ \|$/u, "");
}

/** As the page should say it. */
export function expected({ chapter, service, screens }: Walked): string {
  const number = CHAPTERS.find(({ title }) => title === chapter)?.number[service] ?? "?";
  return cell(number, screens);
}
