import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { judged, nextStep, type Verdict } from "./verdict.ts";

/** The classes that count for a password (facts A8). */
export type CharacterClass = "upper" | "lower" | "digit" | "symbol";

export type PasswordReason =
  | { readonly code: "too-short"; readonly length: number; readonly needed: number }
  | { readonly code: "too-few-classes"; readonly found: readonly CharacterClass[]; readonly needed: number }
  | { readonly code: "confirmation-differs"; readonly only: "blanks" | "width" | null }
  /** Long enough or mixed enough only by some ways of counting these characters. */
  | { readonly code: "depends-on-counting"; readonly of: "length" | "classes" }
  /** Confirmation and password look the same and are composed differently. */
  | { readonly code: "confirmation-composed-differently" }
  | { readonly code: "beyond-ascii" }
  | { readonly code: "surrounding-blanks" };

export type PasswordReading = {
  /** Characters, by the ways of counting that find the fewest and the most. */
  readonly length: { readonly least: number; readonly most: number };
  readonly classes: {
    /** By every reading. */
    readonly sure: readonly CharacterClass[];
    /** By the reading that finds the most. */
    readonly possible: readonly CharacterClass[];
  };
};

const ORDER: readonly CharacterClass[] = ["upper", "lower", "digit", "symbol"];

function inOrder(classes: readonly CharacterClass[]): readonly CharacterClass[] {
  return ORDER.filter((one) => classes.includes(one));
}

function asciiClass(character: string): CharacterClass {
  if (/[A-Z]/u.test(character)) return "upper";
  if (/[a-z]/u.test(character)) return "lower";
  return /[0-9]/u.test(character) ? "digit" : "symbol";
}

function unicodeClass(character: string): CharacterClass {
  if (/\p{Lu}/u.test(character)) return "upper";
  if (/\p{Ll}/u.test(character)) return "lower";
  return /\p{Nd}/u.test(character) ? "digit" : "symbol";
}

/**
 * The classes of a password. ASCII is sure: letters, digits, everything else a symbol, the blank too. What lies
 * beyond ASCII (Ａ, １, ！, あ, 😀) no manual classes (facts A8), so three readings are kept: it counts for
 * nothing; it is a symbol; it is what Unicode says (upper, lower, digit, else a symbol). `sure` is the first
 * reading, `possible` the one that finds the most.
 */
export function characterClasses(password: string): PasswordReading["classes"] {
  const characters = [...password.normalize("NFC")];
  const beyond = characters.filter((one) => one > "\u007f");
  const sure = inOrder(characters.filter((one) => one <= "\u007f").map(asciiClass));
  if (beyond.length === 0) return { sure, possible: sure };
  const asSymbols = inOrder([...sure, "symbol"]);
  const byUnicode = inOrder([...sure, ...beyond.map(unicodeClass)]);
  return { sure, possible: byUnicode.length > asSymbols.length ? byUnicode : asSymbols };
}

/** Ways to count: code points as typed and composed, UTF-16 units as many a server counts. */
function lengths(password: string): PasswordReading["length"] {
  const counts = [[...password].length, [...password.normalize("NFC")].length, password.length];
  return { least: Math.min(...counts), most: Math.max(...counts) };
}

/**
 * Checks a new password: 8 characters, 3 of 4 classes, equal to its confirmation (facts A8, A9). Refused only
 * if it fails by every way of counting; where the manual doesn't state the rule (codec) length and classes are
 * advice. Maximum length and permitted symbols are stated nowhere, so nothing is said of them. The password is
 * never altered and never part of the verdict.
 */
export function checkPassword(
  service: ServiceId,
  password: string,
  confirmation?: string,
): Verdict<PasswordReading, PasswordReason> {
  const rule = MANUALS[service].password;
  const length = lengths(password);
  const classes = characterClasses(password);
  const broken: PasswordReason[] = [];
  if (length.most < rule.length) broken.push({ code: "too-short", length: length.most, needed: rule.length });
  if (classes.possible.length < rule.classes)
    broken.push({ code: "too-few-classes", found: classes.possible, needed: rule.classes });
  const advice: PasswordReason[] = [];
  if (length.most >= rule.length && length.least < rule.length)
    advice.push({ code: "depends-on-counting", of: "length" });
  if (classes.possible.length >= rule.classes && classes.sure.length < rule.classes)
    advice.push({ code: "depends-on-counting", of: "classes" });
  if ([...password].some((one) => one > "\u007f")) advice.push({ code: "beyond-ascii" });
  if (password !== password.trim()) advice.push({ code: "surrounding-blanks" });

  const reasons = rule.certainty === "stated" ? broken : [];
  if (rule.certainty !== "stated") advice.unshift(...broken);
  const difference = confirmation === undefined ? null : confirmationDifference(password, confirmation);
  if (difference?.code === "confirmation-differs") reasons.push(difference);
  else if (difference !== null) advice.push(difference);

  const depends = advice.some(({ code }) => code === "depends-on-counting" || code === "beyond-ascii");
  const certainty = rule.certainty !== "stated" ? "unknown" : depends ? "inferred" : "stated";
  const facts = confirmation === undefined ? (["A8"] as const) : (["A8", "A9"] as const);
  return judged({ length, classes }, facts, { reasons, advice, certainty }, nextStep(service, "type-again"));
}

function confirmationDifference(password: string, confirmation: string): PasswordReason | null {
  if (password === confirmation) return null;
  // Whether the service takes the two forms of が for equal is stated nowhere.
  if (password.normalize("NFC") === confirmation.normalize("NFC"))
    return { code: "confirmation-composed-differently" };
  if (password.trim() === confirmation.trim()) return { code: "confirmation-differs", only: "blanks" };
  const wide = password.normalize("NFKC") === confirmation.normalize("NFKC");
  return { code: "confirmation-differs", only: wide ? "width" : null };
}

/** A change asks for the current password too, and is there only for mail and password (facts A10). */
export type PasswordChangeReason =
  | PasswordReason
  | { readonly code: "current-missing" }
  | { readonly code: "method-has-no-password" };

/** Checks the three fields of パスワード変更 (facts A10), for an account with the given login method. */
export function checkPasswordChange(
  service: ServiceId,
  typed: { readonly current: string; readonly next: string; readonly confirmation: string },
  method: "password" | "other",
): Verdict<PasswordReading, PasswordChangeReason> {
  const inner = checkPassword(service, typed.next, typed.confirmation);
  const reasons: PasswordChangeReason[] = inner.outcome === "refused" ? [...inner.reasons] : [];
  if (typed.current === "") reasons.unshift({ code: "current-missing" });
  if (method === "other") reasons.unshift({ code: "method-has-no-password" });
  const next = nextStep(service, method === "other" ? "change-method" : "type-again");
  const found = { reasons, advice: inner.advice, certainty: inner.certainty };
  return judged(inner.value, ["A8", "A9", "A10"], found, next);
}
