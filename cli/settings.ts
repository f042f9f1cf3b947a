import { table } from "../src/shared/columns.ts";
import type { CommandAnswer, SettingsTold, SettingTold } from "../src/shared/command.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import type { Lockable } from "../src/shared/locked.ts";
import { plain } from "../src/shared/plain.ts";
import { SETTING_FORMS, settingMeant, settingText } from "../src/shared/setting-text.ts";
import type { Language } from "../src/shared/view.ts";
import { failure } from "./commands.ts";
import { ask } from "./connection.ts";
import type { Result } from "./report.ts";
import { textsIn } from "./texts.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/** Another service may have to be begun first. */
const LIMIT_MS = 60_000;

/** What a person sets in the window: what holds, who decided it, and whether they may change it. */
export async function settings(world: World, language: Language): Promise<Result<ExitOf<"settings">>> {
  const answer = await ask(world.folders.local, { command: "settings" }, LIMIT_MS);
  if (!answer.ok) return failure(answer, language);
  const { value } = answer;
  return { exit: EXIT.asAsked, value, text: told(value.settings, language) + waitingText(value, language) };
}

export async function settingsSet(
  { setting, value }: { readonly setting: Lockable; readonly value: string },
  world: World,
  language: Language,
): Promise<Result<ExitOf<"settings-set">>> {
  if (settingMeant(setting, value) === null) return notMeant(setting, value, language);
  return change(setting, world, language, () =>
    ask(world.folders.local, { command: "settings-set", setting, value }, LIMIT_MS),
  );
}

export async function settingsReset(
  setting: Lockable,
  world: World,
  language: Language,
): Promise<Result<ExitOf<"settings-reset">>> {
  const { settings: words } = wordsIn(language);
  if (setting === "autostart")
    return { exit: EXIT.usage, error: "CLI_USAGE", note: words.notReset, next: formsText(setting, language) };
  return change(setting, world, language, () =>
    ask(world.folders.local, { command: "settings-reset", setting }, LIMIT_MS),
  );
}

/** Looks first: why a setting can't be changed is said as the window says it. */
async function change(
  name: Lockable,
  world: World,
  language: Language,
  order: () => Promise<CommandAnswer<SettingsTold>>,
): Promise<Result<0>> {
  const before = await ask(world.folders.local, { command: "settings" }, LIMIT_MS);
  if (!before.ok) return failure(before, language);
  const locked = before.value.settings.find((one) => one.name === name)?.locked ?? null;
  if (locked !== null) return refused(locked, language);
  const answer = await order();
  if (!answer.ok) return failure(answer, language);
  const now = answer.value.settings.filter((one) => one.name === name);
  const saved = `${textsIn(language).settings.saved}\n`;
  return {
    exit: EXIT.asAsked,
    value: { ...now[0], waiting: answer.value.waiting },
    text: saved + told(now, language) + waitingText(answer.value, language),
  };
}

function refused(locked: NonNullable<SettingTold["locked"]>, language: Language): Result<0> {
  const note = lockedText(locked, language);
  // Nobody but this client's own packages can help.
  const next = locked === "not-installed" ? { next: wordsIn(language).settings.installFirst } : {};
  return { exit: EXIT.refused, error: "CLI_SETTING_LOCKED", note, ...next };
}

function notMeant(name: Lockable, value: string, language: Language): Result<0> {
  const note = `${wordsIn(language).notUnderstood}${name} ${plain(value)}`;
  return { exit: EXIT.usage, error: "CLI_USAGE", note, next: formsText(name, language) };
}

/** What may be written for it, one beside the other. */
function formsText(name: Lockable, language: Language): string {
  return wordsIn(language).settings.forms + SETTING_FORMS[name].join(" / ");
}

function told(settings: readonly SettingTold[], language: Language): string {
  const { settings: words, policy, none } = wordsIn(language);
  return table([
    [words.name, words.value, words.label, policy.origin, words.changeable],
    ...settings.map(({ name, value, origin, locked }) => [
      name,
      value === null ? none : plain(settingText(value)),
      labelOf(name, language),
      policy.layer[origin],
      locked === null ? words.yes : lockedText(locked, language),
    ]),
  ]);
}

/** As the window calls it. */
function labelOf(name: Lockable, language: Language): string {
  const { settings } = textsIn(language);
  return name === "proxy" || name === "notifications" ? settings[name].label : settings[name];
}

function lockedText(locked: NonNullable<SettingTold["locked"]>, language: Language): string {
  const { settings } = textsIn(language);
  return locked === "not-installed" ? settings.notInstalled : settings.locked[locked];
}

function waitingText({ waiting }: SettingsTold, language: Language): string {
  return waiting ? `${textsIn(language).settings.waiting}\n` : "";
}
