/** A change to a rule that no test notices, and why that may be so. `npm run mutation` fails on any other. */
export type Survivor = {
  /** Below src/core/rules. */
  readonly file: string;
  /** What stands there, and what it was changed into; white space folded, long ones cut. */
  readonly was: string;
  readonly becomes: string;
  readonly why: string;
};

const CODEC_SILENT =
  "Only codec's manual gives no days for a trial, and its table is silent on the plan change before this is reached.";
const NEVER_WITHOUT_METHOD =
  "A service without Active Directory doesn't offer it as a method either, and that was refused before.";
const BOTH_OR_NONE =
  "A manual states both numbers of a trial or neither, so one of the two questions is enough.";
const ASCII_ALREADY =
  "What depends on the way of counting always has a character beyond ASCII, which is advice of its own.";

export const SURVIVORS: readonly Survivor[] = [
  {
    file: "permissions.ts",
    was: '{ advice: [{ code: "not-stated" }], certainty: "unknown" }',
    becomes: "{}",
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: '[{ code: "not-stated" }]',
    becomes: "[]",
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: '{ code: "not-stated" }',
    becomes: "{}",
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: '"not-stated"',
    becomes: '""',
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: '"unknown"',
    becomes: '""',
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: "days === null",
    becomes: "false",
    why: CODEC_SILENT,
  },
  {
    file: "permissions.ts",
    was: "{ certainty }",
    becomes: "{}",
    why: "What a table says with ○ it states; the day a manual's ○ is an inference, the data will say so and this line carries it.",
  },
  {
    file: "permissions.ts",
    was: "daysSinceTrial !== null",
    becomes: "true",
    why: "Compared with the days, null counts as 0 and is never more than them; the question is there for the compiler.",
  },
  {
    file: "credential-change.ts",
    was: "activeDirectory?.holderMayChoose === false",
    becomes: "true",
    why: "Every manual with Active Directory bars the contract holder from it.",
  },
  {
    file: "credential-change.ts",
    was: "activeDirectory?.holderMayChoose",
    becomes: "activeDirectory.holderMayChoose",
    why: NEVER_WITHOUT_METHOD,
  },
  {
    file: "credential-change.ts",
    was: "activeDirectory?.needsSetup",
    becomes: "activeDirectory.needsSetup",
    why: NEVER_WITHOUT_METHOD,
  },
  {
    file: "line-number-list.ts",
    was: "index - 1",
    becomes: "index + 1",
    why: "Of the same numbers in a sorted row it keeps the last instead of the first, and they are the same.",
  },
  {
    file: "password.ts",
    was: 'one > "\\u007f"',
    becomes: 'one >= "\\u007f"',
    why: "U+007F is a symbol in both readings, so counting it as beyond ASCII as well changes neither.",
  },
  {
    file: "password.ts",
    was: 'code === "depends-on-counting"',
    becomes: "false",
    why: ASCII_ALREADY,
  },
  {
    file: "password.ts",
    was: '"depends-on-counting"',
    becomes: '""',
    why: ASCII_ALREADY,
  },
  {
    file: "second-factor-reset.ts",
    was: '"change-password"',
    becomes: '""',
    why: "The step of a password change is never led to: that it resets anything isn't stated, so another way is named before. The table wants a step for each.",
  },
  {
    file: "trial.ts",
    was: "days === null || planChangeDays === null",
    becomes: "days === null && planChangeDays === null",
    why: BOTH_OR_NONE,
  },
  {
    file: "trial.ts",
    was: "days === null",
    becomes: "false",
    why: BOTH_OR_NONE,
  },
  {
    file: "trial.ts",
    was: "planChangeDays === null",
    becomes: "false",
    why: BOTH_OR_NONE,
  },
];
