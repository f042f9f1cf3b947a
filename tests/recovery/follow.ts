import { isArrival } from "../../src/core/recovery/guide.ts";
import type { BranchId } from "../../src/core/recovery/known.ts";
import { GUIDE_STEPS, type GuideStepId } from "../../src/core/recovery/steps.ts";
import { jaRecovery } from "../../src/shared/locales/ja-recovery.ts";
import { until } from "../support/wait.ts";
import type { Breakage, Deed, Deeds, PlaceOfTrouble } from "./breakage.ts";
import type { GuideSeen, Leader } from "./guide-window.ts";

/** How long somebody waits for something to happen: more than the minute within which a policy is read again. */
const PATIENCE_MS = 90_000;
/** How long somebody looks at the guide before they answer what else is there: its next step may be just that. */
const LOOK_MS = 1_500;
/** After that long they do what the step says for the case that nothing comes of it. */
const ONCE_MORE_MS = 8_000;
/** How long they wait for the login before they tell who can't see it that it doesn't come. */
const UNTIL_SAID_MS = 30_000;
/** Where the step says that it takes a minute. */
const UNTIL_MINUTE_IS_OVER_MS = 75_000;

export type Followed = {
  /** Titles that the window had, in order. */
  readonly branches: readonly BranchId[];
  readonly end: "online" | string;
};

/**
 * Follows the guide as a person does who sees its words alone: answers what is asked by what is true of them, does what
 * the step says, presses what it offers, and answers the login's own windows.
 * @throws when nothing moves any more, with what the window says
 */
export async function follow<P extends PlaceOfTrouble>(
  leader: Leader,
  place: P,
  breakage: Breakage<P>,
  usually: Deeds<P> = {},
): Promise<Followed> {
  return new Following(place, breakage, usually, leader).toTheEnd();
}

class Following<P extends PlaceOfTrouble> {
  readonly #place: P;
  readonly #breakage: Breakage<P>;
  readonly #usually: Deeds<P>;
  readonly #guide: Leader;
  #quietSince = 0;
  readonly #branches: BranchId[] = [];
  /** What was done, by branch and step. */
  readonly #done = new Set<string>();
  /** Pages of the login that were answered. */
  readonly #answered = new Set<string>();

  constructor(place: P, breakage: Breakage<P>, usually: Deeds<P>, guide: Leader) {
    this.#place = place;
    this.#breakage = breakage;
    this.#usually = usually;
    this.#guide = guide;
  }

  async toTheEnd(): Promise<Followed> {
    this.#quietSince = Date.now();
    for (;;) {
      const seen = await this.#guide.read();
      this.#note(seen);
      if (process.env.RECOVERY_TRACE) console.log(Date.now() % 100000, JSON.stringify(seen));
      if (seen.at === "online") return { branches: this.#branches, end: "online" };
      if (seen.at === "helpdesk") return { branches: this.#branches, end: seen.code };
      if (await this.#act(seen)) this.#quietSince = Date.now();
      else if (await this.#say(seen)) this.#quietSince = Date.now();
      else if (this.#quietFor(PATIENCE_MS))
        throw new Error(
          `nothing moves any more: ${JSON.stringify(seen)}, after ${[...this.#done].join(", ")}`,
        );
      else await new Promise((done) => setTimeout(done, 100));
    }
  }

  #quietFor(ms: number): boolean {
    return Date.now() - this.#quietSince > ms;
  }

  #note({ title }: GuideSeen): void {
    const branch = branchTitled(title);
    if (branch !== null && this.#branches.at(-1) !== branch) this.#branches.push(branch);
  }

  /** One thing that a person does about what they see. @returns false where there is nothing to do but wait */
  async #act(seen: GuideSeen): Promise<boolean> {
    if (seen.at === "asking") return this.#answer(seen);
    if (seen.at !== "acting") return false;
    const step = stepSaid(seen.what);
    const key = `${seen.title}: ${step}`;
    if (!this.#done.has(key)) {
      this.#done.add(key);
      return this.#take(step, seen);
    }
    if (!this.#quietFor(LOOK_MS)) return false;
    const answered = await this.#place.answerWhatIsThere(this.#answered);
    if (answered === null) return this.#takeOnceMore(step, seen);
    this.#answered.add(answered);
    return true;
  }

  /** A last step of the person's own tells what to press where nothing has come of it. */
  async #takeOnceMore(step: GuideStepId, seen: Extract<GuideSeen, { at: "acting" }>): Promise<boolean> {
    const { by, action } = GUIDE_STEPS[step];
    const deed = this.#deedOf(step);
    const key = `${seen.title}: ${step}, once more`;
    if (by !== "person" || action === null || !isArrival(step) || deed === undefined) return false;
    if (this.#done.has(key) || !this.#quietFor(ONCE_MORE_MS)) return false;
    this.#done.add(key);
    if (seen.buttons.includes(jaRecovery.action[action])) await this.#guide.press(jaRecovery.action[action]);
    else await this.#guide.act?.(action);
    await deed(this.#place);
    return true;
  }

  #isStuckAt(step: GuideStepId, { title }: GuideSeen): boolean {
    const { stuck = [] } = this.#breakage;
    const branch = branchTitled(title);
    return stuck.includes(step) || (branch !== null && stuck.includes(`${branch}/${step}`));
  }

  #deedOf(step: GuideStepId): Deed<P> | undefined {
    return this.#breakage.deeds?.[step] ?? this.#usually[step];
  }

  /** Only where nobody else can see it. */
  async #say(seen: GuideSeen): Promise<boolean> {
    if (this.#guide.blind !== true || seen.at !== "acting") return false;
    const takesAMinute = stepSaid(seen.what) === "await-settings";
    if (!this.#quietFor(takesAMinute ? UNTIL_MINUTE_IS_OVER_MS : UNTIL_SAID_MS)) return false;
    return this.#guide.press(jaRecovery.stuck);
  }

  async #answer(seen: Extract<GuideSeen, { at: "asking" }>): Promise<boolean> {
    const question = questionAsked(seen.ask);
    const answer = this.#breakage.answers?.[question];
    const words: Readonly<Record<string, string>> = jaRecovery.question[question].answers;
    if (answer === undefined) throw new Error(`nobody said what to answer: ${seen.ask}`);
    await this.#guide.press(words[answer] ?? answer);
    await until("the answer is taken", async () => {
      const now = await this.#guide.read();
      return now.at !== "asking" || now.ask !== seen.ask;
    });
    return true;
  }

  async #take(step: GuideStepId, seen: Extract<GuideSeen, { at: "acting" }>): Promise<boolean> {
    if (this.#isStuckAt(step, seen)) {
      // Nobody says so at once, and what the doctor finds may lead on meanwhile.
      await new Promise((done) => setTimeout(done, LOOK_MS));
      const now = await this.#guide.read();
      if (now.at === "acting" && now.title === seen.title && now.what === seen.what)
        await this.#guide.press(jaRecovery.stuck);
      return true;
    }
    if (seen.address !== undefined) this.#place.told?.(seen.address);
    const deed = this.#deedOf(step);
    const { by, action } = GUIDE_STEPS[step];
    const button = Object.values(jaRecovery.action).find((name) => seen.buttons.includes(name));
    // Where the client goes on by itself its button is for somebody who has waited in vain.
    if (button !== undefined && (by === "press" || (deed !== undefined && !isArrival(step))))
      await this.#guide.press(button); // in vain where another window is in front of it already
    if (button === undefined && by === "press" && action !== null) await this.#guide.act?.(action);
    await deed?.(this.#place);
    if (seen.buttons.includes(jaRecovery.done)) await this.#pressUnlessGone(jaRecovery.done, seen);
    return true;
  }

  /** The step may tick itself off meanwhile. */
  async #pressUnlessGone(name: string, { what }: Extract<GuideSeen, { at: "acting" }>): Promise<void> {
    await until(`a press on ${name}`, async () => {
      const now = await this.#guide.read();
      return now.at !== "acting" || now.what !== what || (await this.#guide.press(name));
    });
  }
}

function branchTitled(title: string): BranchId | null {
  const found = Object.entries(jaRecovery.branch).find(([, words]) => words.title === title);
  return found === undefined ? null : (found[0] as BranchId);
}

function stepSaid(what: string): GuideStepId {
  for (const [step, words] of Object.entries(jaRecovery.step)) if (words === what) return step as GuideStepId;
  throw new Error(`no step says: ${what}`);
}

function questionAsked(ask: string): keyof typeof jaRecovery.question {
  for (const [question, words] of Object.entries(jaRecovery.question))
    if (words.ask === ask) return question as keyof typeof jaRecovery.question;
  throw new Error(`no question asks: ${ask}`);
}
