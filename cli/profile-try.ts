import { ConfigFileError } from "../src/main/config/config-file-error.ts";
import { type TriedPage, tryProfile } from "../src/main/page/try-profile.ts";
import { table } from "../src/shared/columns.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { configFaultWords } from "../src/shared/locales/config-fault-words.ts";
import { PROFILE_TRY_WORDS, type ProfileTryWords } from "../src/shared/locales/profile-try-words.ts";
import { plain } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { absolutePath } from "./absolute-path.ts";
import { configurationFor, faultOf } from "./configured.ts";
import type { Result } from "./report.ts";
import { textsIn } from "./texts.ts";
import type { World } from "./world.ts";

/** Which screen a captured page is with the profile in use, and why. Needs neither network nor client. */
export async function profileTry(
  snapshot: string,
  world: World,
  language: Language,
): Promise<Result<ExitOf<"profile-try">>> {
  const words = PROFILE_TRY_WORDS[language];
  const configuration = await configurationFor(world);
  const fault = faultOf(configuration, language);
  if (fault !== null) return fault;
  let tried: TriedPage;
  try {
    tried = await tryProfile(absolutePath(snapshot), configuration.profile);
  } catch (thrown) {
    if (!(thrown instanceof ConfigFileError)) throw thrown;
    const note = `${words.unreadable}: ${plain(configFaultWords(thrown.fault, language))}`;
    return { exit: EXIT.usage, error: "CLI_USAGE", note, next: words.readable };
  }
  return {
    exit: tried.sure === "certain" ? EXIT.asAsked : EXIT.cannotTell,
    value: { service: configuration.service, ...tried },
    text: personText(tried, words, language),
  };
}

function personText(tried: TriedPage, words: ProfileTryWords, language: Language): string {
  const { screen, sure, why, doubt } = tried;
  const said = [
    [words.screen, `${words.screenIs[screen]} (${screen})`],
    [words.sure, words.sureIs[sure]],
    ...(why.length === 0 ? [] : [[words.why, why.map((name) => words.sign[name] ?? name).join(words.comma)]]),
    ...(doubt === null ? [] : [[words.doubt, textsIn(language).consent.doubt[doubt]]]),
  ];
  const change = sure === "certain" ? "" : `\n${words.change}\n`;
  return `${table(said)}\n${signsTable(tried, words)}${change}`;
}

/** Every screen, and which of its signs are there, by their names in the profile: what one has to say of a changed page. */
function signsTable({ form, candidates }: TriedPage, words: ProfileTryWords): string {
  const { table: head } = words;
  const signs = (all: Readonly<Record<string, boolean>>, there: boolean) =>
    Object.keys(all)
      .filter((name) => all[name] === there)
      .join(", ");
  return table([
    [head.screen, head.need, head.host, head.spoke, head.silent],
    [words.loginForm, String(form.need), "", signs(form.signs, true), signs(form.signs, false)],
    ...candidates.map(({ screen, need, host, possible, signs: all }) => [
      screen,
      possible ? String(need) : words.ruledOut,
      host ? words.ownHost : words.otherHost,
      signs(all, true),
      signs(all, false),
    ]),
  ]);
}
