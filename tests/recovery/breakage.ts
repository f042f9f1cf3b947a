import type { ErrorCode } from "../../src/core/errors.ts";
import type { BranchId } from "../../src/core/recovery/known.ts";
import type { Answers } from "../../src/core/recovery/questions.ts";
import type { GuideStepId } from "../../src/core/recovery/steps.ts";
import type { RunningClient } from "../support/running-client.ts";

/** A PC and the person before it. */
export type PlaceOfTrouble = {
  readonly client: RunningClient;
  /** The person is told an address on the phone. */
  told?(address: string): void;
  /**
   * Answers what an ordinary login shows and asks for, once.
   * @param answered what was answered before @returns what was answered; null where nothing waits for the person
   */
  answerWhatIsThere(answered: ReadonlySet<string>): Promise<string | null>;
};

export type Deed<P> = (place: P) => Promise<unknown>;
export type Deeds<P> = Partial<Record<GuideStepId, Deed<P>>>;

/** Something that goes wrong with a login, and what is true of the person and the world meanwhile. */
export type Breakage<P> = {
  readonly name: string;
  /** Every branch that the guide leads through, in order. */
  readonly branches: readonly [BranchId, ...BranchId[]];
  /** Branches that the guide may be through before anybody has read them: a look around led on at once. */
  readonly fleeting?: readonly BranchId[];
  /** From the start of the PC to where the person can't go on. */
  readonly breaks: Deed<P>;
  /** What the person answers where they are asked. */
  readonly answers?: Partial<Answers>;
  /** What somebody does who is told to, where it isn't what everybody would do. */
  readonly deeds?: Deeds<P>;
  /** Where the person says that it doesn't work; with its branch, there alone. */
  readonly stuck?: readonly (GuideStepId | `${BranchId}/${GuideStepId}`)[];
  readonly end: "online" | ErrorCode;
};
