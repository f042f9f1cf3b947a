/** The classes that count for a password (facts A8). */
export type CharacterClass = "upper" | "lower" | "digit" | "symbol";

export type PasswordFinding =
  | { readonly code: "too-short"; readonly length: number; readonly needed: number }
  | { readonly code: "too-few-classes"; readonly found: readonly CharacterClass[]; readonly needed: number }
  | { readonly code: "confirmation-differs" };

const MIN_LENGTH = 8;
const MIN_CLASSES = 3;

const CLASSES: readonly (readonly [CharacterClass, RegExp])[] = [
  ["upper", /[A-Z]/u],
  ["lower", /[a-z]/u],
  ["digit", /[0-9]/u],
  ["symbol", /[^A-Za-z0-9]/u],
];

export function characterClasses(password: string): readonly CharacterClass[] {
  return CLASSES.filter(([, pattern]) => pattern.test(password)).map(([name]) => name);
}

/**
 * Checks a new password against the manuals: 8 characters, 3 of 4 classes, equal to its confirmation
 * (facts A8, A9). Empty = nothing found. Maximum length and permitted symbols are stated nowhere, so nothing is
 * said of them; for codec the rule isn't stated either: there it is advice, never a rejection.
 */
export function checkPassword(password: string, confirmation?: string): readonly PasswordFinding[] {
  const findings: PasswordFinding[] = [];
  const length = [...password].length;
  if (length < MIN_LENGTH) findings.push({ code: "too-short", length, needed: MIN_LENGTH });
  const found = characterClasses(password);
  if (found.length < MIN_CLASSES) findings.push({ code: "too-few-classes", found, needed: MIN_CLASSES });
  if (confirmation !== undefined && confirmation !== password)
    findings.push({ code: "confirmation-differs" });
  return findings;
}
