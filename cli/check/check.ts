import type { LoginUrls } from "../../src/core/rules/login-url.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { RuleName, RuleVerdicts } from "../../src/shared/verdict-words.ts";
import type { Option } from "./options.ts";

/** A rule's verdict under the name that its words are kept by. */
export type Answer = {
  [R in RuleName]: { readonly rule: R; readonly verdict: RuleVerdicts[R] };
}[RuleName];

/** Several questions answered at once: who may do each thing. */
export type AnswerList = readonly { readonly about: string; readonly answer: Answer }[];

/** What every check is told besides its options. */
export type Asked = {
  readonly service: ServiceId;
  /** The moment asked about, ms since 1970. */
  readonly now: number;
  /** Login addresses that policy has fixed for this service. */
  readonly known: Partial<LoginUrls>;
  /** What was typed, as the check's `input` says: nothing, one text, or lines. */
  readonly typed: readonly string[];
  /** The text came as one argument and not from standard input or a file. */
  readonly asArgument: boolean;
};

/**
 * How a check gets what is to be looked at. `text`: one argument, else standard input. `lines`: arguments, a file or
 * standard input, one a line. `secret`: standard input only, never an
 * argument; `mostLines` are read, and a terminal is asked for `askedFor` of them.
 */
export type Input =
  | { readonly kind: "none" }
  | { readonly kind: "text" | "lines" }
  | { readonly kind: "secret"; readonly mostLines: number; readonly askedFor: number };

export type Check = {
  readonly options: Readonly<Record<string, Option<unknown>>>;
  readonly input: Input;
  /** A complete call, as it could be typed. */
  readonly example: string;
  readonly ask: (values: Readonly<Record<string, unknown>>, asked: Asked) => Answer | AnswerList;
};

type Values<O> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** A check whose options are typed while it is written, and forgotten where all of them stand in one table. */
export function check<O extends Readonly<Record<string, Option<unknown>>>>(definition: {
  readonly options: O;
  readonly input: Input;
  readonly example: string;
  readonly ask: (values: Values<O>, asked: Asked) => Answer | AnswerList;
}): Check {
  // Values come from the same options' schemas, read one by one: the compiler can't follow the names.
  return { ...definition, ask: (values, asked) => definition.ask(values as Values<O>, asked) };
}

export const NOTHING: Input = { kind: "none" };
export const TEXT: Input = { kind: "text" };
export const LINES: Input = { kind: "lines" };
export const secret = (mostLines: number, askedFor: number): Input => ({
  kind: "secret",
  mostLines,
  askedFor,
});
