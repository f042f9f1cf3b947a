/** One thing broken: which table, function or constant, and where in it. */
export type Break =
  | {
      readonly kind: "datum";
      readonly table: string;
      readonly service: string;
      readonly keys: readonly string[];
      readonly value: unknown;
    }
  | { readonly kind: "constant"; readonly where: string; readonly keys: readonly string[] }
  | {
      readonly kind: "answer";
      readonly where: string;
      /** Only answers that name this row are broken, where answers name rows. */
      readonly fact: string;
      readonly keys: readonly string[];
    };

export function nameOf(one: Break): string {
  if (one.kind === "datum") return `${[one.table, one.service, ...one.keys].join(".")} = ${shown(one.value)}`;
  return `${one.where} with another ${one.keys.join(".") || "answer"}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? "nothing";
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where there are few words to choose from, what is broken has to be another of them to be believed. */
const OTHER_WORD: Readonly<Record<string, string>> = {
  accepted: "refused",
  refused: "accepted",
  stated: "inferred",
  inferred: "stated",
  unknown: "stated",
  yes: "no",
  no: "yes",
};

/** Something else of the same kind; undefined where there is nothing to change. */
export function another(value: unknown): unknown {
  if (typeof value === "string") return OTHER_WORD[value] ?? `${value}?`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.slice(0, -1);
  if (isObject(value)) {
    const changed = Object.entries(value).filter(([, inner]) => another(inner) !== undefined);
    return changed.length === 0
      ? undefined
      : { ...value, ...Object.fromEntries(changed.map(([key, inner]) => [key, another(inner)])) };
  }
  return undefined;
}

/**
 * A wrong datum that somebody could have typed: in words of few choices another of them, else what another manual
 * says, where one is silent too; and where all say the same, anything else.
 */
export function believable(key: string | undefined, old: unknown, others: readonly unknown[]): unknown {
  if (key === "may") return old === "yes" ? "no" : "yes";
  if (key === "certainty") return another(old);
  const said = others.filter((other) => other !== null && other !== undefined && other !== old);
  if (typeof old === "string") return said.find((other) => typeof other === "string") ?? another(old);
  return another(old) ?? said[0];
}

/**
 * Paths of everything that can be changed by itself; a list is one thing, and so is each of its entries. How sure a
 * value is counts as one with the value: a row that is about the certainty names it.
 */
export function leavesOf(value: unknown): readonly (readonly string[])[] {
  if (Array.isArray(value))
    return [[], ...value.flatMap((inner, index) => leavesOf(inner).map((keys) => [`${index}`, ...keys]))];
  if (isObject(value))
    return Object.entries(value)
      .filter(([key]) => key !== "certainty" || !("may" in value || "value" in value))
      .flatMap(([key, inner]) => leavesOf(inner).map((keys) => [key, ...keys]));
  return [[]];
}

export function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** The same with one place changed; what led to it is copied, because services share what they have in common. */
export function withValue(whole: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const copy: unknown = Array.isArray(whole) ? [...whole] : isObject(whole) ? { ...whole } : {};
  if (typeof copy === "object" && copy !== null)
    Reflect.set(copy, key, withValue(valueAt(whole, [key]), rest, value));
  return copy;
}
