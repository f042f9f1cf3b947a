import { type ErrorCode, errorCode } from "../src/core/errors.ts";
import { makeFolder } from "../src/main/config/data-folder.ts";
import type { CommandAnswer, CommandValues } from "../src/shared/command.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { plain } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { ask, clientIsGone, type Refused } from "./connection.ts";
import { endOfLogin, exitCodeOfError, exitCodeOfStatus } from "./exit-code.ts";
import { whyNotStarted } from "./may-start.ts";
import type { Result } from "./report.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

const ANSWER_LIMIT_MS = 10_000;
/** Leaving may wait for the provider (revocation, end of session). */
const LOGOUT_LIMIT_MS = 60_000;
/** How long the answer may still take after the client's own limit for a login. */
const LOGIN_MARGIN_MS = 5_000;
const KNOCK_AGAIN_MS = 100;
/** For a client that has to be started first. */
const START_LIMIT_MS = 60_000;

export async function status(world: World, language: Language): Promise<Result<ExitOf<"status">>> {
  const answer = await ask(world.folders.local, { command: "status" }, ANSWER_LIMIT_MS);
  if (!answer.ok) return failure(answer, language);
  const { shown, ...value } = answer.value;
  const text = async () => {
    const { statusText } = await import("./status-text.ts");
    return statusText(value, wordsIn(language), language, hasColours(world), shown);
  };
  return { exit: exitCodeOfStatus(value), value, text };
}

/** Returns at the outcome or when the time is over; starts the client when it isn't running. */
export async function login(
  timeoutSeconds: number,
  world: World,
  language: Language,
): Promise<Result<ExitOf<"login">>> {
  const words = wordsIn(language);
  const deadline = performance.now() + timeoutSeconds * 1_000;
  const asked = await askStarting(() => askLogin(world, deadline), deadline, world, language);
  if ("exit" in asked) return asked;
  const answer = asked;
  if (!answer.ok) return failure(answer, language);
  const { exit, error } = endOfLogin(answer.value);
  const { shown, ...value } = answer.value.status;
  const { saidText, statusText } = await import("./status-text.ts");
  const said = error === value.reason ? saidText(shown?.said ?? null) : "";
  if (error !== null) return { exit, error, said };
  const text = statusText(value, words, language, hasColours(world), shown);
  const note = answer.value.outcome === "cancelled" ? `${words.loginCancelled}\n\n` : "";
  return { exit, value, text: note + text };
}

/** Opens the recovery guide; starts the client when it isn't running. */
export async function guide(world: World, language: Language): Promise<Result<ExitOf<"guide">>> {
  const deadline = performance.now() + START_LIMIT_MS;
  // A client that is still starting answers once it has.
  const knock = () => ask(world.folders.local, { command: "guide" }, START_LIMIT_MS);
  const asked = await askStarting(knock, deadline, world, language);
  if ("exit" in asked) return asked;
  if (!asked.ok) return failure(asked, language);
  const { guideStandText } = await import("./guide-text.ts");
  return { exit: EXIT.asAsked, value: asked.value, text: guideStandText(asked.value, language) };
}

/** Asks until a client answers, which is started where none runs. @returns what kept it from starting, else its answer */
async function askStarting<T>(
  knock: () => Promise<CommandAnswer<T>>,
  deadline: number,
  world: World,
  language: Language,
): Promise<CommandAnswer<T> | Result<never>> {
  const words = wordsIn(language);
  let answer = await knock();
  if (!isNotRunning(answer)) return answer;
  const unusable = unusableFolder(world) ?? whyNotStarted(world, language);
  if (unusable !== null) return unusable;
  const started = await world.startClient(world.env);
  if (started === null) {
    return { exit: EXIT.notRunning, error: "CLI_NOT_RUNNING", note: words.notBuilt, next: words.buildFirst };
  }
  if (world.err.isTTY) world.err.write(`${words.starting}\n`);
  let failed: ErrorCode | null = null;
  void started.failed.then((code) => {
    failed = code;
  });
  while (isNotRunning(answer)) {
    if (failed !== null) return startFailure(failed, words);
    if (performance.now() > deadline) {
      return { exit: EXIT.cannotTell, error: "CLI_TIME_LIMIT", note: words.stillStarting };
    }
    await new Promise((again) => setTimeout(again, KNOCK_AGAIN_MS));
    answer = await knock();
  }
  return answer;
}

/** Without its folder the client couldn't start, nor say so to anybody. */
function unusableFolder({ folders }: World): Result<never> | null {
  for (const folder of new Set([folders.roaming, folders.local]))
    try {
      makeFolder(folder);
    } catch (thrown) {
      return { exit: EXIT.anythingElse, error: errorCode(thrown), note: plain(folder) };
    }
  return null;
}

/** A cause that has a name is told by its own words. */
function startFailure(error: ErrorCode, words: ReturnType<typeof wordsIn>): Result<never> {
  const exit = exitCodeOfError(error);
  return error === "APP_UNEXPECTED" ? { exit, error, note: words.startFailed } : { exit, error };
}

function askLogin(world: World, deadline: number): Promise<CommandAnswer<CommandValues["login"]>> {
  const left = Math.max(0, deadline - performance.now());
  return ask(world.folders.local, { command: "login", timeoutSeconds: left / 1_000 }, left + LOGIN_MARGIN_MS);
}

function isNotRunning(answer: CommandAnswer<unknown>): boolean {
  return !answer.ok && answer.error === "CLI_NOT_RUNNING";
}

export async function logout(
  forget: boolean,
  world: World,
  language: Language,
): Promise<Result<ExitOf<"logout">>> {
  const answer = await ask(world.folders.local, { command: "logout", forget }, LOGOUT_LIMIT_MS);
  if (!answer.ok) return failure(answer, language);
  const words = wordsIn(language);
  const { shown: _, ...value } = answer.value;
  return {
    exit: EXIT.asAsked,
    value,
    text: `${forget ? words.forgotten : words.loggedOut}\n`,
  };
}

export async function supportCode(world: World, language: Language): Promise<Result<ExitOf<"support-code">>> {
  const answer = await ask(world.folders.local, { command: "support-code" }, ANSWER_LIMIT_MS);
  if (!answer.ok) return failure(answer, language);
  return { exit: EXIT.asAsked, value: answer.value, text: `${plain(answer.value.code)}\n` };
}

/** Returns when the client is gone, so that a start that follows doesn't meet the old one. */
export async function quit(world: World, language: Language): Promise<Result<ExitOf<"quit">>> {
  const isGone = await clientIsGone(world.folders.local);
  const answer = await ask(world.folders.local, { command: "quit" }, ANSWER_LIMIT_MS);
  if (!answer.ok) return failure(answer, language);
  const deadline = performance.now() + ANSWER_LIMIT_MS;
  while (!(await isGone())) {
    if (performance.now() > deadline) return failure({ error: "CLI_TIME_LIMIT" }, language);
    await new Promise((again) => setTimeout(again, KNOCK_AGAIN_MS));
  }
  return { exit: EXIT.asAsked, value: null, text: `${wordsIn(language).quit}\n` };
}

export function failure({ error, unread }: Refused, language: Language): Result<never> {
  const words = wordsIn(language);
  // Here the limit was ours: the client is there and says nothing. What it is doing can't be told.
  if (error === "CLI_TIME_LIMIT") {
    return { exit: EXIT.cannotTell, error: "APP_UNEXPECTED", note: words.noAnswer };
  }
  const exit = exitCodeOfError(error);
  // The app that runs is of before an update, or of after one.
  if (unread === true || error === "IPC_REJECTED")
    return { exit, error, note: words.otherVersion, next: words.restartApp };
  return { exit, error };
}

function hasColours(world: World): boolean {
  return world.out.isTTY === true && !world.env.NO_COLOR;
}
