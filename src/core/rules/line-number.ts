/** A line number as typed, and as it is checked (facts A11: case and full-width are not stated). */
export type LineNumberCheck = {
  readonly typed: string;
  readonly normalised: string;
  readonly kind: "CAF" | "COP" | null;
  readonly finding: null | "empty" | "prefix" | "length" | "characters";
};

const LENGTHS = { CAF: 13, COP: 11 } as const; // in all, the prefix included (facts A11)

/** Half-width, upper case, without white space and hyphens. */
export function normaliseLineNumber(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[\s\u2010-\u2015\u2212\u30fc-]/gu, "")
    .toUpperCase();
}

/** Checks the form of a 回線番号: CAF… 13 or COP… 11 alphanumerics. Says nothing of whether the line exists. */
export function checkLineNumber(typed: string): LineNumberCheck {
  const normalised = normaliseLineNumber(typed);
  if (normalised === "") return { typed, normalised, kind: null, finding: "empty" };
  const kind = normalised.startsWith("CAF") ? "CAF" : normalised.startsWith("COP") ? "COP" : null;
  if (kind === null) return { typed, normalised, kind, finding: "prefix" };
  if (!/^[A-Z0-9]+$/u.test(normalised)) return { typed, normalised, kind, finding: "characters" };
  return { typed, normalised, kind, finding: normalised.length === LENGTHS[kind] ? null : "length" };
}
